import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { preparePython } from "../../../ops/setup/python.ts";

/*
 * A program stands for the machine's Python: it makes a virtual environment whose own Python notes what it installs. The
 * real one would need the network.
 */

const script = `#!/bin/sh
# -m venv DIR
mkdir -p "$3/bin" && cat > "$3/bin/python" <<'END'
#!/bin/sh
echo "Collecting somepackage==1.0"
echo installed >> "$(dirname "$0")/../notes"
[ ! -e "$(dirname "$0")/../../broken" ]
END
chmod +x "$3/bin/python"
`;

function machine() {
  const toolsDir = mkdtempSync(join(tmpdir(), "cap-python-"));
  const program = join(toolsDir, "python3");
  writeFileSync(program, script, { mode: 0o755 });
  const said: string[] = [];
  const prepare = (version = "3.11.0") =>
    preparePython({
      python: { program, version },
      toolsDir,
      signal: new AbortController().signal,
      onProgress: (line) => said.push(line),
    });
  const notes = (): string => readFileSync(join(toolsDir, "venv/notes"), "utf8");
  return { toolsDir, prepare, notes, said };
}

describe("preparePython", () => {
  it("builds once, and again for another Python", async () => {
    const { toolsDir, prepare, notes, said } = machine();
    expect(await prepare()).toBe(join(toolsDir, "venv/bin/python"));
    expect(said.at(-1)).toContain("1, somepackage==1.0");
    said.length = 0;
    await prepare();
    expect(said).toEqual([]);
    expect(notes()).toBe("installed\n");
    await prepare("3.12.0");
    expect(said).not.toEqual([]);
  });

  it("throws an interrupted build away and makes it again", async () => {
    const { toolsDir, prepare, notes } = machine();
    mkdirSync(join(toolsDir, "venv/bin"), { recursive: true });
    writeFileSync(join(toolsDir, "venv/half"), "");
    writeFileSync(join(toolsDir, "venv/cap-stamp.part"), "cut off");
    await prepare();
    expect(existsSync(join(toolsDir, "venv/half"))).toBe(false);
    expect(notes()).toBe("installed\n");
  });

  it("that fails says why and is not taken for done the next time", async () => {
    const { toolsDir, prepare } = machine();
    writeFileSync(join(toolsDir, "broken"), "");
    await expect(prepare()).rejects.toMatchObject({
      code: "CAP_SETUP_PYTHON",
      message: expect.stringMatching(/could not install the pinned Python packages: it ended with 1/),
    });
    expect(existsSync(join(toolsDir, "venv/cap-stamp"))).toBe(false);
  });
});
