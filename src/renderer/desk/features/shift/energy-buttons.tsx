import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const energies = [1, 2, 3, 4, 5] as const

/** F-CHECK in one tap: what is tapped stays on this desk. */
export function EnergyButtons({ onTap }: { onTap: (energy: number) => void }) {
  const { t } = useTranslation()
  return energies.map((energy) => (
    <Button key={energy} size="compact-md" variant="default" onClick={() => onTap(energy)}>
      {t(`wishes.energyOf.${energy}`)}
    </Button>
  ))
}
