import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SoundSettings } from '../../../../shared/contract.ts'
import type { DeviceReport } from '../../../../shared/domain/telephony.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { show } from '../../app/screen.ts'
import { Section } from '../../ui/section.tsx'
import { DeviceRows } from '../../ui/sound/device-row.tsx'
import { HeadsetButtons } from './headset-buttons.tsx'

const suppressions = ['none', 'browser', 'strong'] as const

/** Which devices, and what is done to the sound on its way. Every choice counts at once, in a call too. */
export function SoundSection({ devices }: { devices: DeviceReport }) {
  const { t } = useTranslation()
  const link = useLink()
  const sound = useAnswer('sound.get', {}).data
  if (!sound) return null
  const set = (change: Partial<SoundSettings>) =>
    void link.request('sound.set', { ...sound, ...change }).catch(() => undefined)
  const treat = (change: Partial<SoundSettings['treatment']>) =>
    set({ treatment: { ...sound.treatment, ...change } })
  const { treatment } = sound
  return (
    <>
      <Section heading="h2" title={t('settings.devices')} testId="settings-devices">
        <DeviceRows devices={devices} />
        <Button variant="subtle" size="compact-md" onClick={() => show({ view: 'check' })}>
          {t('sound.checkAgain')}
        </Button>
      </Section>
      <Section heading="h2" title={t('sound.title')} testId="settings-sound">
        <div className="form">
          <NativeSelect
            label={t('sound.noise')}
            description={t('sound.noiseCost')}
            value={treatment.noise}
            onChange={(event) => {
              const noise = suppressions.find((each) => each === event.currentTarget.value)
              if (noise) treat({ noise })
            }}
            data={suppressions.map((each) => ({ value: each, label: t(`sound.suppression.${each}`) }))}
          />
          {treatment.noise === 'strong' && devices.microphone === 'open' && devices.noise !== 'strong' && (
            <output>{t('sound.notStrong')}</output>
          )}
          <Checkbox
            label={t('sound.echo')}
            checked={treatment.echoCancellation}
            onChange={(event) => treat({ echoCancellation: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('sound.gain')}
            checked={treatment.gainControl}
            onChange={(event) => treat({ gainControl: event.currentTarget.checked })}
          />
          <p data-testid="shielded">{t(devices.shielded ? 'sound.shielded' : 'sound.unshielded')}</p>
          <HeadsetButtons devices={devices} wanted={sound.headsetButtons} set={set} />
          <Checkbox
            label={t('sound.autoAnswer')}
            description={t('sound.autoAnswerHint')}
            checked={sound.autoAnswer}
            onChange={(event) => set({ autoAnswer: event.currentTarget.checked })}
          />
        </div>
      </Section>
    </>
  )
}
