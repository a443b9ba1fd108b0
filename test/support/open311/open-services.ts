const form = [
  {
    code: 'altura',
    datatype: 'multivaluelist',
    required: false,
    description: '¿Qué se ve?',
    values: [
      { key: 'cables', name: 'Cables' },
      { key: 'poste', name: 'Poste' },
      { key: 'luz', name: 'Luz' },
    ],
  },
  { code: 'desde', datatype: 'datetime', required: false, description: '¿Desde cuándo?' },
  { code: 'cuantas', datatype: 'number', required: true, description: '¿Cuántas?' },
  { code: 'detalle', datatype: 'string', required: false, description: 'Detalle' },
  {
    code: 'zona',
    datatype: 'singlevaluelist',
    required: false,
    description: '¿Dónde?',
    values: [{ key: 'norte', name: 'Norte' }],
  },
]

/** A small city's services with every way of answering, and one that stays inside the house. */
export const openServices = [
  {
    serviceCode: 'farola',
    name: 'Farola',
    description: 'Farola apagada, que parpadea o rota.',
    unitId: 'alumbrado-publico',
    keywords: ['luz', 'poste'],
    open311: { group: 'Vía pública', attributes: form },
  },
  {
    serviceCode: '001',
    name: 'Bache',
    description: 'Calzada o acera rota.',
    unitId: 'catastro',
    keywords: [],
    open311: {},
  },
  {
    serviceCode: 'poda',
    name: 'Poda',
    description: 'Árbol que estorba.',
    unitId: 'catastro',
    keywords: [],
    open311: { answer: 'batch' },
  },
  {
    serviceCode: 'denuncia',
    name: 'Denuncia',
    description: 'Se toma y no se muestra.',
    unitId: 'catastro',
    keywords: [],
    open311: { answer: 'blackbox' },
  },
  {
    serviceCode: 'ayuda',
    name: 'Ayuda social',
    description: 'De puertas adentro.',
    unitId: 'catastro',
    keywords: [],
  },
]
