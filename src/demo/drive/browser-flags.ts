/**
 * What Chromium needs where nobody sits before it: a microphone that hums, no question before it opens, media
 * over loopback, sound without a click, and no traffic of its own. Never for an agent's window.
 */
export const unattendedFlags: readonly string[] = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
