/** What may import what: the rows of the style page, all of them errors. */
const spec = '\\.spec\\.ts$|/test/|\\.d\\.ts$';
const lib = (...names) => `^libs/(${names.join('|')})/`;

/** Inside the repository `from` may import only what `allowed` names (and its own package or folder). */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: spec },
  to: { path: '^(libs|apps|deploy)/', pathNot: allowed },
});

const never = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: spec },
  to: { path: to },
});

/** Third-party packages by name, wherever npm put them. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;

const layers = [
  {
    name: 'domain-is-pure',
    comment: 'domain/ knows the kernel and itself.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/src/domain/', pathNot: spec },
    to: { pathNot: [lib('kernel'), '^apps/$1/src/domain/'] },
  },
  {
    name: 'application-is-plain',
    comment: 'application/ knows the domain, its ports and the kernel.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/src/application/', pathNot: spec },
    to: { pathNot: [lib('kernel'), '^apps/$1/src/(domain|application)/'] },
  },
  only(
    'inbound',
    '^apps/([^/]+)/src/inbound/',
    [
      lib('contracts', 'messaging', 'carriers', 'service-kit', 'kernel'),
      '^apps/$1/src/(inbound|application|domain)/',
    ],
    'inbound/ reads what comes in and names decisions; it writes nothing out.',
  ),
  never(
    'inbound-no-database',
    '^apps/[^/]+/src/inbound/',
    packages('typeorm', 'pg'),
    'Storage is outbound/.',
  ),
  only(
    'outbound',
    '^apps/([^/]+)/src/outbound/',
    [
      lib('contracts', 'messaging', 'carriers', 'privacy', 'kernel'),
      '^apps/$1/src/(outbound|domain)/',
      '^apps/$1/src/application/ports\\.ts$',
    ],
    'outbound/ implements ports.',
  ),
];

const workspaces = [
  never(
    'no-app-from-app',
    '^apps/([^/]+)/',
    '^apps/(?!$1/)',
    'Services meet on Kafka and HTTP, never by import.',
  ),
  only('kernel', '^libs/kernel/', [lib('kernel')], 'kernel depends on nothing.'),
  only('contracts', '^libs/contracts/', [lib('kernel', 'contracts')], 'contracts depends on kernel.'),
  only('carriers', '^libs/carriers/', [lib('kernel', 'carriers')], 'carriers depends on kernel.'),
  only(
    'messaging',
    '^libs/messaging/',
    [lib('kernel', 'contracts', 'messaging')],
    'messaging: kernel, contracts.',
  ),
  only('service-kit', '^libs/service-kit/', [lib('kernel', 'service-kit')], 'service-kit depends on kernel.'),
  only('privacy', '^libs/privacy/', [lib('kernel', 'privacy')], 'privacy depends on kernel.'),
  only('testing', '^libs/testing/', ['^libs/'], 'testing may use any lib.'),
  only(
    'strangers',
    '^apps/(e2e|bench)/',
    [lib('contracts', 'testing'), '^apps/$1/'],
    'e2e and bench use the system as a stranger would.',
  ),
  only(
    'simulators',
    '^apps/simulators/',
    [lib('kernel'), '^libs/carriers/.*fixtures/', '^apps/simulators/'],
    'A simulator that shared an adapter would share its mistakes.',
  ),
  only(
    'local',
    '^deploy/local/',
    [lib('contracts'), '^deploy/local/'],
    'The launcher knows the catalogue only.',
  ),
  never(
    'nest-free',
    '^libs/(kernel|contracts|carriers|privacy)/',
    packages('@nestjs'),
    'These libs serve programs without Nest too.',
  ),
  {
    name: 'testing-in-tests-only',
    severity: 'error',
    from: { path: '^(libs|apps)/', pathNot: [spec, '^libs/testing/', '^apps/(e2e|bench)/'] },
    to: { path: lib('testing') },
  },
  {
    name: 'kafka-has-one-speaker',
    severity: 'error',
    from: { pathNot: ['^libs/(messaging|testing)/', '^apps/(e2e|bench)/', '^deploy/local/'] },
    to: { path: packages('kafkajs') },
  },
];

const hygiene = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'no-orphans',
    severity: 'error',
    from: { orphan: true, pathNot: ['\\.d\\.ts$', '/main\\.ts$', '/index\\.ts$'] },
    to: {},
  },
  {
    name: 'no-undeclared-dependency',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-tool-at-run-time',
    comment: 'A development dependency of the repository is not there in production.',
    severity: 'error',
    from: { path: '^(libs|apps|deploy)/', pathNot: [spec, '^libs/testing/'] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
  },
  { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  never(
    'no-foreign-src',
    '^((?:libs|apps|deploy)/[^/]+)/',
    '^(?!$1/)(libs|apps|deploy)/[^/]+/src/(?!.*fixtures/)',
    'Another package is used through what it exports, never through its src/.',
  ),
];

module.exports = {
  forbidden: [...layers, ...workspaces, ...hygiene],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['^(libs|apps|deploy)/[^/]+/dist/.*\\.d\\.ts$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
