import ecLabourCode from '../../../../assets/rules/ec-labour-code.json' with { type: 'json' }
import ecPublic from '../../../../assets/rules/ec-public.json' with { type: 'json' }
import esContractor from '../../../../assets/rules/es-contractor.json' with { type: 'json' }
import esMunicipal from '../../../../assets/rules/es-municipal.json' with { type: 'json' }
import { RuleProfile, type ProfileId } from '../../../shared/domain/shifts/rules.ts'

const shipped: Readonly<Record<ProfileId, unknown>> = {
  'es-contractor': esContractor,
  'es-municipal': esMunicipal,
  'ec-labour-code': ecLabourCode,
  'ec-public': ecPublic,
}

/** The rules that ship with the desk, checked when they are first needed: there with the cable out. */
export function shippedProfile(profileId: ProfileId): RuleProfile {
  return RuleProfile.parse(shipped[profileId])
}
