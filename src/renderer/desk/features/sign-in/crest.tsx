/** The city's own simple mark: a mountain for Quito, arches for Córdoba, a window where no city is known yet. */
export function Crest({ cityId }: { cityId: 'quito' | 'cordoba' | undefined }) {
  return (
    <svg className="crest" viewBox="0 0 64 72" width="64" height="72" aria-hidden="true">
      <path className="crest-shield" d="M4 4h56v36c0 16-12 24-28 28C16 64 4 56 4 40z" />
      <path className="crest-figure" d={figures[cityId ?? 'none']} />
    </svg>
  )
}

const figures = {
  quito: 'M12 46 26 24l7 10 6-8 13 20zM24 28l2-4 3 4-2 3z M14 51h36v3H14z',
  cordoba:
    'M12 50V34a6 6 0 0 1 12 0v16h-3V35a3 3 0 0 0-6 0v15zM26 50V34a6 6 0 0 1 12 0v16h-3V35a3 3 0 0 0-6 0v15zM40 50V34a6 6 0 0 1 12 0v16h-3V35a3 3 0 0 0-6 0v15zM12 22h40v3H12z',
  none: 'M16 18h32v28H16zM19 21v9h12v-9zM33 21v9h12v-9zM19 33v10h12V33zM33 33v10h12V33z',
} as const
