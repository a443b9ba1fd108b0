/**
 * The terms of CPSV-AP 3.2.0 as its context and shapes name them, and our own for what it has no word for. The
 * context stands in every document, so that a reader needs nothing from the network.
 */
export const cpsvContext = {
  adms: 'http://www.w3.org/ns/adms#',
  cpsv: 'http://purl.org/vocab/cpsv#',
  cv: 'http://data.europa.eu/m8g/',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  eli: 'http://data.europa.eu/eli/ontology#',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  vent: 'urn:ventanilla:terms:',
} as const

/** Kinds of ways in, by the names of the EU's own list of communication channels where it has one. */
export const channelTypes = {
  online: 'vent:channel-online',
  'in-person': 'vent:channel-in-person',
  phone: 'vent:channel-phone',
  email: 'vent:channel-email',
  post: 'vent:channel-post',
} as const

/** ADMS status scheme, with one of ours: a procedure may rest without being withdrawn. */
export const statuses = {
  draft: 'http://purl.org/adms/status/UnderDevelopment',
  'in-force': 'http://purl.org/adms/status/Completed',
  suspended: 'vent:status-suspended',
  repealed: 'http://purl.org/adms/status/Withdrawn',
} as const

export const currencies = {
  USD: 'http://publications.europa.eu/resource/authority/currency/USD',
  EUR: 'http://publications.europa.eu/resource/authority/currency/EUR',
} as const
