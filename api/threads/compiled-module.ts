declare global {
  interface ImportMeta {
    /** Where the compiled code lies; only compiled code has it (bin/compiled.mjs). */
    readonly compiled?: string;
  }
}

const SOURCES = new URL('../../', import.meta.url).href;

/** The address under which who runs compiled code finds a module of ours compiled, too; the source for who does not. */
export function compiledModule(source: URL): URL {
  const folder = import.meta.compiled;
  if (folder === undefined) return source;
  return new URL(source.href.slice(SOURCES.length).replace(/\.tsx?$/, '.js'), folder);
}
