/** `VENTANILLA_BROWSER` first, then the usual places of Chrome, Chromium and Edge. */
export declare function findChromium(environment?: Record<string, string | undefined>): string | undefined
