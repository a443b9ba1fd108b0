import { useContact } from '../../app/desk-context.ts'
import { ContactForm } from './contact-form.tsx'
import { CitizenCard } from './citizen-card.tsx'
import { LatestCases } from './latest-cases.tsx'
import './contact.css'

/** Who is on the line, what the city already knows, and the case of this call. */
export function CitizenColumn() {
  const contact = useContact()
  if (!contact) return <LatestCases />
  return (
    <>
      <CitizenCard contact={contact} />
      <ContactForm key={contact.interaction.interactionId} contact={contact} />
    </>
  )
}
