import { useDeferredValue } from 'react'
import { useContact } from '../../app/desk-context.ts'
import { ContactForm } from './contact-form.tsx'
import { CitizenCard } from './citizen-card.tsx'
import { LatestCases } from './latest-cases.tsx'
import './contact.css'

/** Who is on the line, what the city already knows, and the case of this call. */
export function CitizenColumn() {
  const contact = useContact()
  const id = contact?.interaction.interactionId
  // While it rings, who calls is drawn first and the form after it; from the answer on the form is there at once.
  const drawn = useDeferredValue(id) === id || contact?.call?.phase.name !== 'alerting'
  if (!contact) return <LatestCases />
  return (
    <>
      <CitizenCard contact={contact} />
      {drawn && <ContactForm key={id} contact={contact} />}
    </>
  )
}
