/** Words that say nothing about what is asked for, folded: grammar, and how people begin a sentence on the phone. */
export const stopWords: ReadonlySet<string> = new Set(
  `a al ante aqui asi aun bien cada como con contra cual cuales cuando de del desde donde durante e el ella ellas
   ellos en entre era eran es esa esas ese eso esos esta estas este esto estos estoy esta estan fue fueron ha hace
   hacer hago han hasta hay he la las le les lo los mas me mi mis muy nada ni no nos nosotros nuestra nuestro o
   os otra otro para pero poco por porque pues puede pueden puedo que quien quienes quiero quiere queria quisiera
   quieren saber se sea ser si sin sobre solo son soy su sus tal tambien tan tanto te tener tengo tenemos tiene
   tienen todo todos tu tus un una unas uno unos usted ustedes va van voy y ya yo algo alguien alguna alguno
   necesito necesita necesitamos mucho mucha muchos muchas hola buenos buenas dias tardes favor por gracias oiga mire senor senora
   the`.split(/\s+/u),
)
