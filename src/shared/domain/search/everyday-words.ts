import { stemOf } from './stem.ts'
import { fold } from './words.ts'

/**
 * What citizens of Quito and of Córdoba say for what a sheet writes. A line is a family: whoever says one word of
 * it may mean the others. General Spanish only; what a city calls its own things belongs in its records' synonyms.
 */
const families = `
ayuntamiento municipio municipal municipalidad alcaldía
papel documento certificado justificante constancia comprobante volante
plata dinero efectivo pago
cuota plazo partes fraccionar aplazar
deber deuda debo debía adeudo moroso
descuento rebaja bonificación reducción
gratis gratuito exento exención
multa sanción papeleta infracción
recibo factura planilla cuenta boleta
caro alto elevado excesivo
impuesto tributo tasa contribución
predial ibi contribución inmueble
cobrar cobro cobraron cobrado
reclamo reclamar reclamación queja protestar impugnar desacuerdo
turno cita hora agendar reservar
permiso licencia autorización
negocio tienda local comercio establecimiento bar restaurante peluquería taller actividad
abrir empezar iniciar alta inscribir registrar
cerrar cierre cese cancelar anular baja suspender
carro coche auto vehículo automóvil
circulación ivtm numerito
minusválido discapacitado discapacidad inválido
anciano viejo mayor abuelo abuela tercera jubilado
niño hijo bebé menor chico guagua
mamá madre papá padre
marido esposo pareja novio mujer esposa
pegar golpear maltratar maltrato violencia agresión
casa vivienda hogar domicilio piso departamento
mudarse mudanza mudar domicilio
dirección domicilio
alquiler arriendo renta inquilino arrendar alquilar
desahucio desalojo echar sacar
terreno predio lote solar parcela
construir construcción edificar obra pisos
escritura título
medir área medida superficie
luz alumbrado luminaria farola foco lámpara poste
oscuras apagada oscuro luz
bache hueco hoyo socavón
acera vereda
calle vía calzada avenida
tráfico tránsito
fiesta evento verbena acto
andamio contenedor escombros obra
mesas sillas terraza veladores
toldo sombrilla
quiosco kiosco puesto
vender venta ambulante vendedor
medidor contador
robo robar hurto robaron llevaron
comida alimentos comer víveres canasta hambre
cocinar comida comidas
cuidar cuidado cuide
medicina medicamento farmacia remedio pastillas
electrodoméstico nevera refrigeradora lavadora cocina frigorífico
ropa abrigo
roto romper reparar reparación dañado arreglar averiado estropeado
covid coronavirus corona contagio
positivo contacto contagiado
fiebre calentura síntomas tos
respirar aire ahogo asfixia respiratorio
olfato gusto olor
enfermo enfermedad salud
vacuna vacunar
triste tristeza deprimido depresión llorar
ansiedad angustia nervioso nervios desesperado
psicólogo sicólogo psicológico terapeuta mental
suicidio suicidar matarse morir vida
aguantar soportar angustia angustiado crisis
fuego incendio quemar quemando
accidente herido atropello choque
inconsciente desmayado desmayo despierta respira
peligro riesgo peligroso
emergencia urgente urgencia
ayuda subsidio apoyo prestación
insultar insulto insultos grosería groserías gritar grita abusivo
amenazar amenaza amenazas
sordo sorda señas silencio oye oír
equivocado equivocar equivocó error
sugerencia sugerir propuesta opinión
felicitar felicitación agradecer
estado situación seguimiento
caso expediente solicitud trámite
teléfono llamar número
horario hora abierto atienden atención
norma ley ordenanza reglamento
sala salón auditorio
prestar préstamo prestado
plano mapa coordenadas
aval garantía fianza caución
empadronar padrón empadronamiento residencia
separado divorciado custodia
corregir cambiar modificar rectificar actualizar
cambiar sustituir sustitución renovar cambio
traspasar traspaso ceder
basura residuos desechos
agua acueducto potable
cortar corte suspender
pensar pensamientos
trabajo empleo laboral
ciudadano ciudadanía vecino persona
oficina ventanilla
abonar pagar cancelar
vencido atrasado mora pendiente
exonerar exoneración exento rebaja
jubilado pensionista anciano
dueño propietario titular casero arrendador
inquilino arrendatario
valor avalúo
cédula dni identidad carné
copia duplicado fotocopia
perder extraviar pérdida
formulario impreso hoja
requisito papeles documentos
apartamento piso departamento
necesidad pobreza pobre recursos vulnerable
desempleado parado paro
bebé recién lactante
embarazada embarazo encinta
doctor médico médica sanitario
gripe resfriado catarro
medicinas pastillas receta tratamiento
dolor doler molestia
oler olor huele
miedo susto temor asustado
solo soledad sola
llorar llanto lágrimas
maltratador agresor
grosero palabrota insulto obsceno
obtener sacar conseguir tramitar
quitar retirar
instalar poner colocar
pregunta duda consulta preguntar consultar
agradecer gracias felicitar
tardar demorar demora retraso espera
callado mudo silencio
conversar hablar
funcionario empleado trabajador
ruido bulla música
mojón lindero límite
moto motocicleta ciclomotor
camión furgoneta
cable alambre
chispa chispas
parpadear titilar intermitente
prender encender
fundido quemado apagado
derecho corresponde toca
regalar donar donación
repartir entregar entrega reparto
turismo visita
kit paquete caja
juntar reunión asamblea
espacio sala local
viejo antiguo usado
nuevo reciente
grande enorme
lleno saturado
sangre sangrar herida
matar muerte muerto morir
atacar agredir agresión
`

const byStem = new Map<string, Set<string>>()
for (const family of families.trim().split('\n')) {
  const stems = family.split(' ').map((word) => stemOf(fold(word)))
  for (const stem of stems) {
    const others = byStem.get(stem) ?? new Set()
    for (const other of stems) if (other !== stem) others.add(other)
    byStem.set(stem, others)
  }
}

/** Stems that may be meant where this one was said; never the stem itself. */
export function everydayWords(stem: string): ReadonlySet<string> {
  return byStem.get(stem) ?? none
}

const none: ReadonlySet<string> = new Set()
