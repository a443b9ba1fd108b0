export declare const root: string
export declare function projectNode(): string
export declare function ensureInstalled(): Promise<void>
export declare function ensureBuilt(): Promise<void>
export declare function ensureBrowser(): Promise<string>
