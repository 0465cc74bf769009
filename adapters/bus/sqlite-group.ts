import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { BusError } from "./port.ts";
import { isGone, type ProcessIdentity, self } from "./process-identity.ts";
import { transaction } from "./sqlite-file.ts";

/** A consumer group of one topic. */
export interface Group {
  readonly topic: string;
  readonly group: string;
}

/** A position that the group goes on from. */
export interface Position {
  readonly partition: number;
  readonly next: number;
}

/** What a member holds; `taken` is the part that it took just now and has no position for. */
export interface Holding {
  /** Ascending. */
  readonly held: readonly number[];
  readonly taken: readonly number[];
}

interface Member extends ProcessIdentity {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly expires: number;
}

/**
 * How long a member that this host cannot see (another machine on a shared file, a system without /proc) keeps its
 * partitions after its last sign of life. A dead process of the same host loses them at once.
 */
export const leaseMs = 15_000;

/** One member's view of its group: who lives, and which partitions are whose. Every change is one transaction. */
export class Membership {
  readonly id = randomUUID();
  readonly #db: DatabaseSync;
  readonly #of: Group;
  readonly #sql;

  constructor(db: DatabaseSync, of: Group) {
    this.#db = db;
    this.#of = of;
    this.#sql = {
      join: db.prepare(
        `INSERT INTO member (id, topic, consumers, host, pid, started, expires) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET expires = excluded.expires`,
      ),
      members: db.prepare(
        "SELECT id, host, pid, started, expires FROM member WHERE topic = ? AND consumers = ? ORDER BY id",
      ),
      leave: db.prepare("DELETE FROM member WHERE id = ?"),
      free: db.prepare("DELETE FROM lease WHERE member = ?"),
      partitions: db.prepare("SELECT partition FROM log WHERE topic = ? ORDER BY partition"),
      leases: db.prepare("SELECT partition, member FROM lease WHERE topic = ? AND consumers = ?"),
      take: db.prepare("INSERT INTO lease (topic, consumers, partition, member) VALUES (?, ?, ?, ?)"),
      give: db.prepare("DELETE FROM lease WHERE topic = ? AND consumers = ? AND partition = ?"),
      commit: db.prepare(
        `INSERT INTO committed (topic, consumers, partition, next) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET next = excluded.next`,
      ),
    };
  }

  /**
   * Drops dead members, gives up what is beyond a fair share and takes what is free up to it. Partitions that stay keep
   * their owner (cooperative). Writes, and so syncs the disk, only when something changes.
   */
  rebalance(now: number): Holding {
    const seen = this.#plan(now);
    if (seen.joined && seen.dead.length + seen.give.length + seen.take.length === 0)
      return { held: seen.keep, taken: [] };
    const { topic, group } = this.#of;
    return transaction(this.#db, () => {
      this.#sql.join.run(this.id, topic, group, self.host, self.pid, self.started, now + leaseMs);
      for (const id of this.#plan(now).dead) this.#remove(id);
      const { keep, give, take } = this.#plan(now);
      for (const partition of give) this.#sql.give.run(topic, group, partition);
      for (const partition of take) this.#sql.take.run(topic, group, partition, this.id);
      return { held: [...keep, ...take].sort((a, b) => a - b), taken: take };
    });
  }

  /** A sign of life, nothing else. */
  renew(now: number): void {
    this.#db.prepare("UPDATE member SET expires = ? WHERE id = ?").run(now + leaseMs, this.id);
  }

  /** Stores positions if every partition is held by this member, else throws BusError and stores none. */
  commit(positions: readonly Position[]): void {
    const { topic, group } = this.#of;
    transaction(this.#db, () => {
      const owners = this.#owners();
      for (const { partition, next } of positions) {
        if (owners.get(partition) !== this.id)
          throw new BusError(
            `partition ${partition} of ${topic} is not ours any more; nothing was committed`,
            "after-refresh",
          );
        this.#sql.commit.run(topic, group, partition, next);
      }
    });
  }

  /** Frees everything at once. */
  leave(): void {
    transaction(this.#db, () => this.#remove(this.id));
  }

  #plan(now: number) {
    const members = this.#members();
    const owners = this.#owners();
    const partitions = this.#sql.partitions.all(this.#of.topic).map((row) => Number(row["partition"]));
    const mine = partitions.filter((partition) => owners.get(partition) === this.id);
    const free = partitions.filter((partition) => !owners.has(partition));
    const share = this.#share(partitions.length, members, owners);
    return {
      joined: members.some((member) => member.id === this.id),
      dead: members.filter((member) => this.#isDead(member, now)).map((member) => member.id),
      keep: mine.slice(0, share),
      give: mine.slice(share),
      take: free.slice(0, Math.max(0, share - mine.length)),
    };
  }

  // The remainder of an uneven split goes to the members that hold the most now, then by id, so that nothing moves in vain.
  #share(partitions: number, members: readonly Member[], owners: ReadonlyMap<number, string>): number {
    const held = (id: string): number => [...owners.values()].filter((owner) => owner === id).length;
    const ids = members.map((member) => member.id).sort((a, b) => held(b) - held(a) || (a < b ? -1 : 1));
    const rank = ids.indexOf(this.id);
    if (rank < 0) return 0;
    return Math.floor(partitions / ids.length) + (rank < partitions % ids.length ? 1 : 0);
  }

  #isDead(member: Member, now: number): boolean {
    return member.id !== this.id && (member.expires < now || isGone(member));
  }

  #remove(id: string): void {
    this.#sql.free.run(id);
    this.#sql.leave.run(id);
  }

  #owners(): Map<number, string> {
    const rows = this.#sql.leases.all(this.#of.topic, this.#of.group);
    return new Map(rows.map((row) => [Number(row["partition"]), String(row["member"])]));
  }

  #members(): Member[] {
    return this.#sql.members.all(this.#of.topic, this.#of.group).map((row) => ({
      id: String(row["id"]),
      host: String(row["host"]),
      pid: Number(row["pid"]),
      started: String(row["started"]),
      expires: Number(row["expires"]),
    }));
  }
}
