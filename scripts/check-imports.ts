import { cruise, type IReporterOutput } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { importRules } from './import-rules.ts'

// With no TypeScript compiler that it knows, dependency-cruiser follows nothing and passes.
const fewestModules = 100

const result = await cruise(
  ['src', 'bin'],
  {
    ruleSet: { forbidden: [...importRules] },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.d\\.ts$' },
    outputType: 'err-long',
  },
  {
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'default'],
    extensions: ['.ts', '.js', '.json'],
  },
  { tsConfig: extractTSConfig('tsconfig.json') },
)

process.exitCode = report(result)

function report({ output, exitCode }: IReporterOutput): number {
  process.stdout.write(String(output))
  const cruised = Number(/(\d+) modules/.exec(String(output))?.[1] ?? 0)
  if (cruised >= fewestModules) return exitCode
  process.stderr.write(`Only ${cruised} modules were looked at; the check itself is broken.\n`)
  return 1
}
