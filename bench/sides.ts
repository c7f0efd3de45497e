import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { LinkageJob, RunLine, Scores } from './run-linkage.ts'

const run = promisify(execFile)
const HERE = import.meta.dirname
export const ROOT = join(HERE, '..')
const SCRATCH = join(ROOT, 'var', 'bench')
const MOST_OUTPUT = 64 * 1024 * 1024

/** The line that a script of `bench/splink` prints, in seconds and megabytes. */
export interface SplinkLine {
  wall: number
  cpu: number
  peak_mb: number
  stages: Record<string, number>
  cluster_threshold: number
  pairs: Scores
  pairs_best: (Scores & { weight: number }) | null
  clusters?: Scores
  candidate_pairs: number
  versions: { splink: string; duckdb: string }
}

/** A folder for what the bench makes, outside what is kept. */
export async function scratch(): Promise<string> {
  await mkdir(SCRATCH, { recursive: true })
  return SCRATCH
}

/**
 * Runs one script of `bench/splink` in a virtual environment with the pinned packages, which is
 * made the first time. Needs Python 3.10 or newer and the package index.
 */
export async function runSplink(
  script: string,
  args: readonly string[],
  requirements = 'requirements',
): Promise<SplinkLine> {
  return JSON.parse(await runScript(script, args, requirements)) as SplinkLine
}

/** The last line that a script of `bench/splink` prints. */
export async function runScript(
  script: string,
  args: readonly string[],
  requirements: string,
): Promise<string> {
  const python = await environment(requirements)
  const { stdout } = await run(python, [join(HERE, 'splink', `${script}.py`), ...args], {
    cwd: await scratch(),
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    maxBuffer: MOST_OUTPUT,
  })
  return lastLine(stdout)
}

async function environment(requirements: string): Promise<string> {
  const folder = join(await scratch(), `venv-${requirements}`)
  const python = join(folder, 'bin', 'python')
  if (existsSync(join(folder, 'ready'))) return python
  await run('python3', ['-m', 'venv', folder])
  const file = join(HERE, 'splink', `${requirements}.txt`)
  await run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', file], {
    maxBuffer: MOST_OUTPUT,
  })
  await mkdir(join(folder, 'ready'))
  return python
}

/** Runs one linkage of ours in a process of its own. */
export async function runOurs(job: LinkageJob): Promise<RunLine> {
  const script = join(HERE, 'run-linkage.ts')
  const { stdout } = await run(process.execPath, [script, JSON.stringify(job)], {
    cwd: ROOT,
    maxBuffer: MOST_OUTPUT,
  })
  return JSON.parse(lastLine(stdout)) as RunLine
}

function lastLine(text: string): string {
  const lines = text.trim().split('\n')
  return lines[lines.length - 1] ?? ''
}
