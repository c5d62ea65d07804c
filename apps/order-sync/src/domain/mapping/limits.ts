/** What bounds the work one document and one payload can cause, whoever wrote them. */
export const limits = {
  documentChars: 200_000,
  /** Of objects and lists inside each other, in documents and in payloads. */
  depth: 24,
  pathChars: 200,
  pathSegments: 16,
  pathStars: 2,
  /** Sources of one field, and steps of one chain. */
  sources: 8,
  steps: 12,
  /** `each` inside `each`. */
  chainDepth: 3,
  maps: 50,
  mapEntries: 500,
  /** Values one path may give, and rows of one list. */
  values: 500,
  textChars: 4_000,
  patternChars: 100,
  patternRepeats: 200,
  patternTextChars: 500,
  /** Steps of work for one payload: reading a value is one, matching a character against a pattern is one. */
  work: 100_000,
  /** Places one field is told to have come from. */
  places: 20,
  /** Paths of a payload that are told to be unused. */
  unused: 200,
  params: 60,
} as const;
