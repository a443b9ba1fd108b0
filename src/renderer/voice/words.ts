/** The few words of the voice page; the desk has its own. Spanish is the source. */
const es = {
  deskTitle: 'Puesto de atención',
  movedTitle: 'Este puesto se abrió en otra ventana',
  movedText: 'Siga atendiendo allí. Puede cerrar esta ventana.',
  movedInCall: 'La llamada en curso sigue sonando en esta ventana. No la cierre hasta terminar de hablar.',
  hangUp: 'Colgar la llamada',
  useHere: 'Usar este puesto aquí',
}
const en: typeof es = {
  deskTitle: 'Service desk',
  movedTitle: 'This desk was opened in another window',
  movedText: 'Carry on there. You can close this window.',
  movedInCall: 'The call you are in goes on in this window. Do not close it until you have finished talking.',
  hangUp: 'Hang up',
  useHere: 'Use this desk here',
}

export const words = { es, en }
export type Language = keyof typeof words
