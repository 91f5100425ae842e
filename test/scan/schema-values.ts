import fc from 'fast-check';
import type { Schema } from './description.js';
import type { Material } from './material.js';

/** What values are made from: named schemas, and ids that there are. */
export interface Sources {
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly material: Material;
  /** A day near which days are chosen, `YYYY-MM-DD`. */
  readonly today: string;
}

const DEPTH = 6;

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** Ids that could stand under a name. */
function idsFor(name: string, { material }: Sources): readonly string[] {
  const { learners, schools, people, versions, everything } = material;
  if (/learner/i.test(name)) return learners;
  if (/school|unit/i.test(name)) return schools;
  if (/version/i.test(name)) return versions;
  return /person|with|to|owner|member|asked|school|county|responsible/i.test(name) ? people : everything;
}

function someOf(values: readonly string[], otherwise: fc.Arbitrary<string>): fc.Arbitrary<string> {
  if (values.length === 0) return otherwise;
  return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: otherwise });
}

function dayNear(today: string): fc.Arbitrary<string> {
  const at = Date.parse(today);
  return fc
    .oneof(
      { weight: 6, arbitrary: fc.integer({ min: -30, max: 60 }) },
      { weight: 1, arbitrary: fc.integer({ min: -40_000, max: 40_000 }) },
    )
    .map((days) => new Date(at + days * 86_400_000).toISOString().slice(0, 10));
}

const WORDS = ['Sovittu.', 'Puhelimessa äidin kanssa', 'Ánne-Máret', 'مريم', 'rad 1\nrad 2', '112', 'x'];

function stringOf(schema: Schema, name: string, sources: Sources): fc.Arbitrary<string> {
  const { format, pattern, minLength, maxLength } = schema;
  if (format === 'uuid') return someOf(idsFor(name, sources), fc.uuid());
  if (format === 'date') return dayNear(sources.today);
  if (typeof pattern === 'string') {
    const known = name === 'name' ? sources.material.names : sources.material.parts;
    return someOf(
      known.filter((it) => new RegExp(pattern, 'u').test(it)),
      fc.stringMatching(new RegExp(pattern)),
    );
  }
  const min = numberOf(minLength, 0);
  const max = Math.max(min, Math.min(numberOf(maxLength, 60), 60));
  const free = fc.string({ unit: 'grapheme', minLength: min, maxLength: max });
  return someOf(
    WORDS.filter((it) => it.length >= min && it.length <= max),
    free,
  );
}

function objectOf(schema: Schema, sources: Sources, depth: number): fc.Arbitrary<unknown> {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  const { additionalProperties: more, propertyNames: names } = schema;
  if (Object.keys(properties).length === 0 && more !== false) {
    const key = isSchema(names) ? valueOf(names, sources, 'key', depth + 1) : fc.constantFrom('a', 'b');
    const value = isSchema(more) ? valueOf(more, sources, '', depth + 1) : fc.jsonValue({ maxDepth: 2 });
    return fc.dictionary(key.map(String), value, { maxKeys: 3 });
  }
  const wanted = Object.entries(properties).filter(([key]) => depth < DEPTH || required.includes(key));
  const model = Object.fromEntries(
    wanted.map(([key, inner]) => [key, valueOf(isSchema(inner) ? inner : {}, sources, key, depth + 1)]),
  );
  return fc.record(model, {
    requiredKeys: wanted.map(([key]) => key).filter((key) => required.includes(key)),
  });
}

function arrayOf(schema: Schema, sources: Sources, name: string, depth: number): fc.Arbitrary<unknown> {
  const min = numberOf(schema['minItems'], 0);
  const max = depth >= DEPTH ? min : Math.max(min, Math.min(numberOf(schema['maxItems'], 3), 3));
  const item = valueOf(isSchema(schema['items']) ? schema['items'] : {}, sources, name, depth + 1);
  return fc.uniqueArray(item, { minLength: min, maxLength: max, selector: (it) => JSON.stringify(it) });
}

/** Values that a schema of the description allows; what is finer than the schema they may get wrong. */
export function valueOf(schema: Schema, sources: Sources, name = '', depth = 0): fc.Arbitrary<unknown> {
  const { $ref: ref, const: only, enum: some, type } = schema;
  if (typeof ref === 'string') {
    const found = sources.schemas[ref.replace('#/components/schemas/', '')];
    if (found === undefined) throw new Error(`a reference leads nowhere: ${ref}`);
    return valueOf(found, sources, name, depth + 1);
  }
  if (only !== undefined) return fc.constant(only);
  if (Array.isArray(some)) return fc.constantFrom(...(some as unknown[]));
  const choices = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])];
  if (choices.length > 0) return fc.oneof(...choices.map((it) => valueOf(it, sources, name, depth + 1)));
  switch (type) {
    case 'string':
      return stringOf(schema, name, sources);
    case 'integer':
    case 'number': {
      const [min, max] = [numberOf(schema['minimum'], -1_000), numberOf(schema['maximum'], 1_000)];
      return fc.integer({
        min: Math.ceil(Math.max(min, -(2 ** 31))),
        max: Math.floor(Math.min(max, 2 ** 31 - 1)),
      });
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return arrayOf(schema, sources, name, depth);
    case 'object':
      return objectOf(schema, sources, depth);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}
