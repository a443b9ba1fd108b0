import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceRole } from '../../../../shared/domain/sound.ts'
import { useLink } from '../../app/link-context.ts'
import { fillOf, loudnessOf, meterFloorDbov, type Loudness } from './loudness.ts'
import './sound.css'

/** Levels come for six seconds after each question, ms. */
const askEveryMs = 4_000
/** A word that changes with every syllable can be read by nobody: the loudest of so long counts, ms. */
const wordEveryMs = 1_000

/** How loud it is: a bar for the eye, moved without drawing anything anew, and a word for everybody. */
export function LevelMeter({ of: role }: { of: DeviceRole }) {
  const { t } = useTranslation()
  const link = useLink()
  const bar = useRef<HTMLSpanElement>(null)
  const meter = useRef<HTMLMeterElement>(null)
  const [loudness, setLoudness] = useState<Loudness>('silent')

  useEffect(() => {
    let loudest = -Infinity
    const ask = () => void link.request('sound.meter', {}).catch(() => undefined)
    const asking = setInterval(ask, askEveryMs)
    const stopHearing = link.on('sound.levels', (levels) => {
      loudest = Math.max(loudest, levels[role])
      if (bar.current) bar.current.style.transform = `scaleX(${fillOf(levels[role])})`
    })
    const telling = setInterval(() => {
      if (meter.current) meter.current.value = Math.max(meterFloorDbov, loudest)
      setLoudness(loudnessOf(loudest))
      loudest = -Infinity
    }, wordEveryMs)
    ask()
    return () => {
      clearInterval(asking)
      clearInterval(telling)
      stopHearing()
    }
  }, [link, role])

  return (
    <div className="level" data-testid={`level-${role}`} data-loudness={loudness}>
      <span className="level-meter" aria-hidden="true">
        <span ref={bar} className="level-bar" />
      </span>
      <meter
        ref={meter}
        className="heard-only"
        aria-label={t(`meter.of.${role}`)}
        aria-valuetext={t(`meter.${loudness}`)}
        min={meterFloorDbov}
        max={0}
      />
      <span className="level-word" aria-hidden="true">
        {t(`meter.${loudness}`)}
      </span>
    </div>
  )
}
