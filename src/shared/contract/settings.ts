import { z } from 'zod'
import { request, nothing } from './request.ts'

export const Settings = z.object({
  language: z.enum(['es', 'en']),
  theme: z.enum(['light', 'dark', 'system']),
})
export type Settings = z.infer<typeof Settings>

export const settingsRequests = {
  'settings.get': request(nothing, Settings),
  'settings.set': request(Settings, Settings),
} as const
