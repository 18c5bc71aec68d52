// Imports go one way: platform ← {event-log, vault}; {domain, event-log, vault} ← commands; {domain, event-log} ← read-models;
// {domain, types of event-log} ← contracts; {contracts, domain, event-log} ← subscriptions;
// all of those ← runtime ← apps; client is what a subscriber installs, and stands alone. What a lib may import is listed; everything else is forbidden.
const mayImport = {
  platform: [],
  'event-log': ['platform'],
  vault: ['platform'],
  domain: ['event-log'],
  contracts: ['domain', 'event-log', 'platform'],
  commands: ['domain', 'event-log', 'vault', 'platform'],
  'read-models': ['domain', 'event-log', 'platform'],
  client: [],
  subscriptions: ['contracts', 'domain', 'event-log', 'platform'],
  directory: ['domain', 'event-log', 'vault', 'platform'],
  identity: ['vault', 'event-log', 'platform'],
  runtime: ['platform', 'event-log', 'vault', 'domain', 'commands', 'read-models', 'directory', 'identity', 'subscriptions'],
}

/** Libs that see another only as types: what runs there is not theirs to call. */
const onlyTypesOf = { domain: ['event-log'], contracts: ['event-log'], identity: ['event-log'] }

/** An app may import these others. */
const appsOfApps = { cli: ['api'] }

/** Code beside the code: tests, what they share, measurements. None of it is shipped. */
const besides = '(\\.spec\\.ts$|/(testing|contract|bench|measure)/|^(test|bench|samples)/)'
const anyOf = (names) => `(${names.join('|')})`
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const directions = Object.entries(mayImport).map(([lib, others]) =>
  forbid(
    `${lib}-imports`,
    `libs/${lib} may import ${others.length === 0 ? 'no other part' : `of the other parts only ${others.join(', ')}`}.`,
    { path: `^libs/${lib}/`, pathNot: besides },
    { path: '^(libs|apps|test|bench|samples)/', pathNot: `^libs/${anyOf([lib, ...others])}/` },
  ),
)

const typesOnly = Object.entries(onlyTypesOf).map(([lib, others]) =>
  forbid(
    `${lib}-imports-types`,
    `libs/${lib} may import only types of ${others.join(', ')}.`,
    { path: `^libs/${lib}/`, pathNot: besides },
    { path: `^libs/${anyOf(others)}/`, dependencyTypesNot: ['type-only'] },
  ),
)

const apps = [
  forbid('apps-imports', 'Apps do not import each other.', { path: '^apps/([^/]+)/', pathNot: `^apps/${anyOf(Object.keys(appsOfApps))}/` }, { path: '^apps/', pathNot: '^apps/$1/' }),
  ...Object.entries(appsOfApps).map(([app, others]) =>
    forbid(`${app}-imports`, `apps/${app} may import of the other apps only ${others.join(', ')}.`, { path: `^apps/${app}/` }, { path: '^apps/', pathNot: `^apps/${anyOf([app, ...others])}/` }),
  ),
]

const doors = [
  forbid('doors-of-libs', 'A lib imports another by its door, #name, never by a path.', { path: '^libs/([^/]+)/', pathNot: besides }, { path: '^libs/', pathNot: '^libs/$1/', dependencyTypesNot: ['aliased'] }),
  forbid('doors-of-apps', 'Apps import a lib by its door, #name, never by a path.', { path: '^apps/', pathNot: besides }, { path: '^libs/', dependencyTypesNot: ['aliased'] }),
]

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...directions,
    ...typesOnly,
    ...apps,
    ...doors,
    forbid('unlisted-lib', 'A new lib is listed above, with what it may import.', { path: '^(libs|apps|test|bench|samples)/' }, { path: '^libs/', pathNot: `^libs/${anyOf(Object.keys(mayImport))}/` }),
    forbid('shipped-code', 'Tests, what they share and measurements are not imported by what is shipped.', { path: '^(libs|apps)/', pathNot: besides }, { path: besides }),
    forbid('no-cycles', 'Two files that need each other are one, or need a third.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbid('no-orphans', 'A file that imports nothing and that nothing imports is dead.', { orphan: true, pathNot: '(\\.spec\\.ts|/index\\.ts)$' }, {}),
    forbid('no-dead-code', 'A file that is reached from no program, test or measurement is dead.', { path: '^(apps|libs|test)/.*\\.spec\\.ts$|(^|/)(bench|measure)/|^(apps/[^/]+|samples)/[^/]+\\.ts$|-thread\\.ts$' }, { path: '^libs/', pathNot: `${besides}|-thread\\.ts$`, reachable: false }),
    forbid('unresolved', 'An import that cannot be resolved is held by no rule.', {}, { couldNotResolve: true }),
    forbid('dependencies', 'What is shipped stands on dependencies, not on devDependencies.', { path: '^(libs|apps)/', pathNot: besides }, { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] }),
    forbid(
      'domain-is-pure',
      'The domain knows no store, file, network or framework but what the decorators of its commands need; of other packages only what computes.',
      { path: '^libs/domain/', pathNot: besides },
      { dependencyTypes: ['core', 'npm'], pathNot: '^util$|node_modules/(class-transformer|class-validator|lru-cache|reflect-metadata|uuid|zod)/' },
    ),
    forbid('one-sqlite', 'The package is known in one place, so that node:sqlite takes it there when Node 20 goes.', { path: '^(libs|apps|test|bench|samples)/', pathNot: '^libs/platform/sqlite\\.ts$' }, { path: 'node_modules/@photostructure/sqlite/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // An import of types alone counts too: it says who knows whom.
    tsPreCompilationDeps: true,
    // The doors (#event-log) lead to the sources, as for the compiler.
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node', 'default'], extensions: ['.ts', '.js', '.json'] },
  },
}
