import { useId, type ReactNode } from 'react'

/** A part of a column or page: a quiet heading, a hairline, no box. `heading` follows what is above it. */
export function Section(props: {
  title: string
  children: ReactNode
  testId?: string
  heading?: 'h2' | 'h3'
}) {
  const id = useId()
  const Heading = props.heading ?? 'h3'
  return (
    <section className="section" aria-labelledby={id} data-testid={props.testId}>
      <Heading id={id} className="section-heading">
        {props.title}
      </Heading>
      {props.children}
    </section>
  )
}
