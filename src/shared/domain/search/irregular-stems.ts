/**
 * Verbs whose stem changes under the stress, in the past or in the participle (RAE, Nueva gramática §4.10–4.12):
 * Snowball cuts *cierro* and *cerrar* apart. A line is one verb: its other stems, then after the arrow the one of
 * the infinitive. Nouns of the same root go with it: a *cierre* is what closes. A stem that is also that of a word
 * of another meaning (*vist*, *cuent*, *vien*) is left out.
 */
const verbs = `
cierr > cerr
pierd perdi > perd
empiez empec > empez
comienz comenc > comenz
nieg negu > neg
quiebr > quebr
calient > calent
despiert > despert
enciend encendi > encend
entiend entendi > entend
atiend atendi > atend
defiend > defend
hier > her
arriend > arrend
recomiend > recomend
tiembl > tembl
sient > sent
muev movi > mov
muerd mordi > mord
vuelv volvi vuelt > volv
devuelv devolvi devuelt > devolv
resuelv resolvi resuelt > resolv
duel doli > dol
huel oli > oler
lluev llovi > llov
muer muri > muert
duerm durmi durm > dorm
cuelg colgu > colg
cuest > cost
prueb > prob
comprueb > comprob
muestr > mostr
encuentr > encontr
recuerd > record
vuel > vol
esfuerz > esforz
almuerz > almorz
jueg jugu > jug
pid pidi > ped
despid despidi > desped
impid impidi > imped
mid midi > med
sig sigui > segu
consig consigui > consegu
persig persigui > persegu
repit repiti > repet
sirv sirvi > serv
elij eligi elig > eleg
corrig corrij corrigi > correg
rompi rot > romp
abiert abri abro abre > abr
cubiert cubri > cubr
inscrit inscribi > inscrib
escrit escribi > escrib
vendi > vend
recibi > recib
comi > com
cay cae caig caid > caer
oye oig oid oy > oir
busqu > busc
toqu > toc
choqu > choc
saqu > sac
arranqu > arranc
ataqu > atac
aparqu > aparc
ubiqu > ubic
golpe > golp
conduzc conduj > conduc
traduzc traduj > traduc
`

const base = new Map<string, string>()
for (const verb of verbs.trim().split('\n')) {
  const [others = '', own = ''] = verb.split(' > ')
  for (const stem of others.split(' ')) base.set(stem, own)
}

/** The stem of the infinitive where this is another stem of the same verb; otherwise the stem as it is. */
export const regularStem = (stem: string): string => base.get(stem) ?? stem
