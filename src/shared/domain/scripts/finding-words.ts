import { z } from 'zod'

/** Everything that can be wrong with a script, as one closed list. */
export const ScriptRule = z.enum([
  'dead-end',
  'unreachable',
  'loop',
  'unknown-step',
  'repeated-name',
  'red-flag',
  'protected-case',
  'protected-contact',
  'unknown-answer',
  'expression-syntax',
  'expression-type',
  'expression-not-allowed',
  'never-answered',
  'unknown-script',
  'script-cycle',
  'long-name',
  'unknown-service',
  'unknown-unit',
  'no-clinical-approver',
  'expired-source',
  'missing-translation',
  'long-sentence',
  'nothing-to-say',
])
export type ScriptRule = z.infer<typeof ScriptRule>

/** All but one keep a script from being published: an empty page is odd, not dangerous. */
export function isBlocking(rule: ScriptRule): boolean {
  return rule !== 'nothing-to-say'
}

type Words = Record<ScriptRule, (detail: string) => string>

/** What is wrong and what to do, to the team lead, *tú*. `detail` is what the rule was broken by. */
export const findingWords: Record<'es' | 'en', Words> = {
  es: {
    'dead-end': () => 'El paso no sigue a ningún sitio. Añade respuestas, un paso siguiente o un final.',
    unreachable: () => 'Ningún camino llega a este paso. Enlázalo o bórralo.',
    loop: () => 'El camino vuelve a este paso y puede no terminar. Cambia a dónde lleva.',
    'unknown-step': (detail) => `Lleva al paso «${detail}», que no existe. Elige otro.`,
    'repeated-name': () => 'Hay un nombre o una tecla repetidos. Cambia uno de los dos.',
    'red-flag': () => 'En una alarma, «No sabe» (0) lleva al mismo paso que «Sí» (1), sin condiciones.',
    'protected-case': () => 'Un final protegido (EMG, VIO, CRI) no crea casos. Quita el servicio.',
    'protected-contact': () => 'Un guion protegido no escribe a nadie ni pide citas. Quita la acción.',
    'unknown-answer': (detail) => `La condición pregunta por «${detail}», que este guion no tiene.`,
    'expression-syntax': (detail) => `La condición no se entiende: ${detail}.`,
    'expression-type': (detail) => `La condición compara cosas distintas: ${detail}.`,
    'expression-not-allowed': (detail) => `En una condición no se puede usar «${detail}».`,
    'never-answered': (detail) => `Nadie ha podido contestar «${detail}» antes de este paso.`,
    'unknown-script': (detail) => `Llama al guion «${detail}», que no existe.`,
    'script-cycle': (detail) => `Los guiones se llaman en círculo: ${detail}.`,
    'long-name': (detail) => `El nombre «${detail}» queda demasiado largo dentro del otro guion. Acórtalo.`,
    'unknown-service': (detail) => `El servicio «${detail}» no existe. Elige uno del catálogo.`,
    'unknown-unit': (detail) => `La unidad «${detail}» no existe. Elige una del directorio.`,
    'no-clinical-approver': () => 'Un guion de salud dice quién lo aprueba. Escribe el nombre.',
    'expired-source': (detail) => `La revisión venció el ${detail}. Revísalo y pon la fecha nueva.`,
    'missing-translation': (detail) => `Falta la traducción a «${detail}».`,
    'long-sentence': (detail) => `La frase tiene más de 20 palabras: «${detail}». Pártela en dos.`,
    'nothing-to-say': () => 'El paso no dice ni pide nada. Escribe qué decir o qué hacer.',
  },
  en: {
    'dead-end': () => 'The step leads nowhere. Add answers, a next step or an ending.',
    unreachable: () => 'No path reaches this step. Link it or delete it.',
    loop: () => 'The path comes back to this step and may never end. Change where it leads.',
    'unknown-step': (detail) => `It leads to the step “${detail}”, which does not exist. Choose another.`,
    'repeated-name': () => 'A name or a key is used twice. Change one of the two.',
    'red-flag': () =>
      'On an alarm, “does not know” (0) leads to the same step as “yes” (1), without conditions.',
    'protected-case': () => 'A protected ending (EMG, VIO, CRI) creates no case. Remove the service.',
    'protected-contact': () => 'A protected script writes to nobody and books nothing. Remove the action.',
    'unknown-answer': (detail) => `The condition asks for “${detail}”, which this script does not have.`,
    'expression-syntax': (detail) => `The condition cannot be understood: ${detail}.`,
    'expression-type': (detail) => `The condition compares different things: ${detail}.`,
    'expression-not-allowed': (detail) => `A condition cannot use “${detail}”.`,
    'never-answered': (detail) => `Nobody can have answered “${detail}” before this step.`,
    'unknown-script': (detail) => `It calls the script “${detail}”, which does not exist.`,
    'script-cycle': (detail) => `The scripts call each other in a circle: ${detail}.`,
    'long-name': (detail) => `The name “${detail}” becomes too long inside the other script. Shorten it.`,
    'unknown-service': (detail) => `The service “${detail}” does not exist. Choose one of the catalogue.`,
    'unknown-unit': (detail) => `The unit “${detail}” does not exist. Choose one of the directory.`,
    'no-clinical-approver': () => 'A health script says who approves it. Write the name.',
    'expired-source': (detail) => `Its review was due on ${detail}. Review it and set the new date.`,
    'missing-translation': (detail) => `The translation into “${detail}” is missing.`,
    'long-sentence': (detail) => `The sentence has more than 20 words: “${detail}”. Split it.`,
    'nothing-to-say': () => 'The step says and asks nothing. Write what to say or what to do.',
  },
}
