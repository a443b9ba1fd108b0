import { useDeferredValue } from 'react'
import { useContact } from '../../app/desk-context.ts'
import { ContactForm } from './contact-form.tsx'
import { CitizenCard } from './citizen-card.tsx'
import { LatestCases } from './latest-cases.tsx'
import './contact.css'

/** Who is on the line, what the city already knows, and the case of this call. */
export function CitizenColumn() {
  const contact = useContact()
  // Who calls is drawn first; the form, which nobody types in before the answer, in the frame after.
  const drawn = useDeferredValue(contact?.interaction.interactionId)
  if (!contact) return <LatestCases />
  return (
    <>
      <CitizenCard contact={contact} />
      {drawn === contact.interaction.interactionId && <ContactForm key={drawn} contact={contact} />}
    </>
  )
}
