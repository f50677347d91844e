// The published description of the interface (apps/gateway/openapi.json) writes every repeated part
// once and refers to it by `$part`. This gives the plain OpenAPI document back: a repeated schema
// becomes a component, everything else is written out in its place.

/** Keys of a schema that hold schemas. */
const SCHEMA_KEYS = new Set(['items', 'additionalProperties', 'not']);
const SCHEMA_LIST_KEYS = new Set(['anyOf', 'oneOf', 'allOf']);

/**
 * @param {{ document: object, parts: Record<string, object> }} factored
 * @returns {object} an OpenAPI document
 */
export function openApiDocument({ document, parts }) {
  const schemas = {};

  const isNamed = (part) => part.type === 'object' || part.enum !== undefined || part.anyOf !== undefined;

  function schema(value) {
    if (typeof value !== 'object' || value === null) return value;
    if ('$part' in value) {
      const part = parts[value.$part];
      if (!isNamed(part)) return schema(part);
      const name = `Part_${value.$part}`;
      if (!(name in schemas)) {
        schemas[name] = null; // Takes the place, in case the part refers to itself.
        schemas[name] = schema(part);
      }
      return { $ref: `#/components/schemas/${name}` };
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, ofSchema(key, inner)]));
  }

  function ofSchema(key, value) {
    if (key === 'properties') {
      const properties = plainPart(value);
      return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, schema(inner)]));
    }
    if (SCHEMA_KEYS.has(key)) return schema(value);
    if (SCHEMA_LIST_KEYS.has(key)) return plainPart(value).map(schema);
    return plain(value);
  }

  function plainPart(value) {
    return typeof value === 'object' && value !== null && '$part' in value ? parts[value.$part] : value;
  }

  function plain(value) {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    if ('$part' in value) return plain(parts[value.$part]);
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, key === 'schema' ? schema(inner) : plain(inner)]),
    );
  }

  const written = plain(document);
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    ...written,
    components: { ...written.components, schemas: { ...written.components?.schemas, ...sorted } },
  };
}
