import { useId, type ReactNode } from 'react'

/** A part of a column: a quiet heading, a hairline, no box. */
export function Section({
  title,
  children,
  testId,
}: {
  title: string
  children: ReactNode
  testId?: string
}) {
  const heading = useId()
  return (
    <section className="section" aria-labelledby={heading} data-testid={testId}>
      <h3 id={heading}>{title}</h3>
      {children}
    </section>
  )
}
