import { chromium, type Browser } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { unattendedFlags } from '../../src/demo/drive/browser-flags.ts'

/** The browser of this machine, with nobody before it. */
export function openChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined)
    throw new Error('No Chrome, Chromium or Edge was found. Install one, then measure again.')
  return chromium.launch({ executablePath, args: [...unattendedFlags] })
}
