import type { AgentState } from '../../../shared/domain/agent.ts'
import type { PolicyReading } from '../read-policy.ts'

/** The few sentences of the host itself: those that must be said when there is no page to say them. */
export interface Words {
  open: string
  quit: string
  stay: string
  view: string
  /** The agent's state beside its icon in the tray. */
  states: Readonly<Record<AgentState, string>>
  alreadyOpen: string
  inACall: { message: string; detail: string }
  cannotStart: string
  policy(reading: Extract<PolicyReading, { kind: 'malformed' }>): string
  noSecrets: string
  noStart(code: string): string
}

const spanish: Words = {
  open: 'Abrir Ventanilla',
  quit: 'Salir',
  stay: 'Seguir en la llamada',
  view: 'Ver',
  states: {
    preparing: 'Preparando el puesto',
    ready: 'Disponible',
    reserved: 'Timbrando',
    talking: 'En llamada',
    'wrap-up': 'Trabajo posterior',
    'not-ready': 'En pausa',
    'no-line': 'Sin línea',
    'signed-out': 'Sin sesión',
  },
  alreadyOpen: 'Ventanilla ya está abierta. Pasa a su ventana.',
  inACall: { message: 'Estás en una llamada.', detail: 'Si sales, la llamada se corta.' },
  cannotStart: 'Ventanilla no puede empezar',
  policy: ({ file, problems }) =>
    [
      `La política de tu organización tiene un error en ${file}:`,
      ...problems.map(({ field, rule }) => `  ${field || 'archivo'}: ${rule}`),
      'Ventanilla se cierra para no trabajar con reglas a medias.',
      'Avisa a soporte con este mensaje y vuelve a abrirla cuando lo corrijan.',
    ].join('\n'),
  noSecrets: [
    'Este equipo no tiene dónde guardar contraseñas con seguridad.',
    'Ventanilla se cierra para no dejar datos de la ciudadanía sin proteger.',
    'Inicia tu sesión con un llavero (GNOME Keyring o KWallet) o avisa a soporte.',
  ].join('\n'),
  noStart: (code) =>
    [
      `Algo falló al empezar (${code}).`,
      'Ventanilla se cierra. Lo que guardaste sigue en este equipo.',
      'Vuelve a abrirla. Si se repite, avisa a soporte con este mensaje.',
    ].join('\n'),
}

const english: Words = {
  open: 'Open Ventanilla',
  quit: 'Quit',
  stay: 'Stay in the call',
  view: 'View',
  states: {
    preparing: 'Setting up',
    ready: 'Available',
    reserved: 'Ringing',
    talking: 'In a call',
    'wrap-up': 'After-call work',
    'not-ready': 'On a break',
    'no-line': 'No line',
    'signed-out': 'Signed out',
  },
  alreadyOpen: 'Ventanilla is already open. Go to its window.',
  inACall: { message: 'You are in a call.', detail: 'If you quit, the call ends.' },
  cannotStart: 'Ventanilla cannot start',
  policy: ({ file, problems }) =>
    [
      `Your organisation's policy has an error in ${file}:`,
      ...problems.map(({ field, rule }) => `  ${field || 'file'}: ${rule}`),
      'Ventanilla closes so as not to work with half of the rules.',
      'Tell support this message and open it again once it is corrected.',
    ].join('\n'),
  noSecrets: [
    'This computer has no safe place for passwords.',
    'Ventanilla closes so as not to leave data of citizens unprotected.',
    'Start your session with a keyring (GNOME Keyring or KWallet) or tell support.',
  ].join('\n'),
  noStart: (code) =>
    [
      `Something failed at the start (${code}).`,
      'Ventanilla closes. What you saved is still on this computer.',
      'Open it again. If it happens again, tell support this message.',
    ].join('\n'),
}

/** Spanish is the source; English only where the system speaks English. */
export function wordsFor(locale: string): Words {
  return locale.toLowerCase().startsWith('en') ? english : spanish
}
