import type { ColumnType, Generated } from 'kysely'
import type { Agent } from '../../shared/domain/agent.ts'
import type { PublishingTables } from './publishing-tables.ts'

/** Written as JSON text, read parsed. `json` and not `jsonb`: it keeps U+0000 and lone surrogates verbatim. */
type Json = ColumnType<unknown, string, string>
type JsonOrNull = ColumnType<unknown, string | null, string | null>

/** Written as ISO text or a date, read as a date. */
type Instant = ColumnType<Date, string, string>
type InstantOrNull = ColumnType<Date | null, string | null, string | null>

/** The tables as the migrations leave them; the only place that names columns in TypeScript. */
export interface Database extends PublishingTables {
  /** What stands now, one row per thing; `doc` null means that desks must forget it. */
  records: { entity: string; id: string; owner: string | null; doc: JsonOrNull; changed_at: Date }
  /**
   * Append-only: that something changed and in which order, never its content, so that erasing a citizen's
   * data needs no rewriting of history. `audience` null means everybody.
   */
  changes: { number: number; entity: string; id: string; audience: string | null }
  /** F-DISC: changes of personal records that wait for the agent's next shift. */
  held_changes: { agent_id: string; entity: string; id: string; held_at: Date }
  change_counter: { single: Generated<boolean>; origin: number; last: number }
  city: { single: Generated<boolean>; doc: Json }
  sessions: {
    token_hash: string
    agent_id: string
    expires_at: Date
    /** What the account service said; null where the agent's record decides. */
    role: Generated<Agent['role'] | null>
    family_id: Generated<string | null>
  }
  /** One per sign-in with an account; ends with its shift, or when one of its tokens comes twice. */
  session_families: {
    family_id: string
    agent_id: string
    role: Agent['role'] | null
    key_thumbprint: string
    refresh_hash: string
    previous_hash: string | null
    rotated_at: Date
    ends_at: Date
  }
  spent_refreshes: { refresh_hash: string; family_id: string }
  used_id_tokens: { token_hash: string; until: Date }
  credentials: { agent_id: string; password_hash: string; changed_at: Date }
  /** Where each agent signed in last. */
  agent_seats: { agent_id: string; desk_id: string; since: Instant }
  /** What is left for each agent and address to ask, by the hash of its name. */
  rate_buckets: { bucket: string; left_over: number; got: number; at: Date }
  presences: {
    agent_id: string
    presence: Json
    changed_at: Date
    /** When the desk was last heard; null before the first look. */
    seen_at: Date | null
    /** What the exchange was told since the desk fell silent. */
    missing: Generated<'no' | 'paused' | 'signed-out'>
  }
  commands: {
    command_id: string
    fingerprint: string
    agent_id: string
    type: string
    /** What it was about; null for those decided before migration 0093. */
    subject: Generated<string | null>
    status: 'accepted' | 'rejected'
    reason: string | null
    decided_at: Date
  }
  /** What was asked of addresses; commands keep their own trace. */
  audit_trail: {
    audit_id: string
    at: Date
    agent_id: string | null
    act: string
    subject: string
    outcome: 'asked' | 'done' | 'refused'
    /** What gave the right to a look. */
    reason: 'filed' | 'unit' | 'owed' | 'attached' | null
  }
  /** The way of a case through the house; its content is in `records`. */
  service_requests: {
    service_request_id: string
    reference_number: string
    unit_id: string
    accepted_at: Date
    received_at: Date | null
  }
  /** Cases of these services are sent on; written anew from the configuration at every start. */
  open311_routes: { destination: string; service_code: string }
  /** How far the news of a destination have been read. */
  open311_destinations: { destination: string; followed_at: Date | null }
  deliveries: {
    service_request_id: string
    destination: string
    state: 'queued' | 'sending' | 'unknown' | 'token-pending' | 'delivered' | 'refused' | 'given-up'
    /** The number that the destination gave. */
    reference: string | null
    token: string | null
    /** Why it waits or was refused, in words for a person. */
    reason: string | null
    attempts: Generated<number>
    queued_at: Date
    /** When it was last put on the wire: where to look for it if no answer came. */
    sent_at: Date | null
    changed_at: Date
    next_at: Date | null
    /** The status on which both sides agree. */
    agreed_status: Generated<'open' | 'closed'>
    /** Time of the destination's newest word about it. */
    heard_at: Date | null
  }
  /** `content` is null until every piece has arrived and was checked. */
  attachments: {
    attachment_id: string
    agent_id: string
    interaction_id: string
    name: string
    type: string
    bytes: number
    begun_at: Date
    content: Uint8Array | null
  }
  /** What a caller and his records are found by; written with the records. */
  citizen_phones: { phone_key: string; citizen_id: string }
  person_records: {
    entity: string
    id: string
    citizen_id: string | null
    phone_key: string
    service_code: string | null
    place_key: string
    at: InstantOrNull
    /** Of contacts: the service, or the queue where none was named. */
    matter: string | null
    disposition: string | null
    /** Of cases: the contact that filed it, and how often it came back. */
    interaction_id: string | null
    reopened: number
  }
  attachment_parts: { attachment_id: string; part: number; data: Uint8Array }
  case_attachments: { service_request_id: string; attachment_id: string }
  /** Who decided what about a delivery that waited for a person. Append-only. */
  delivery_decisions: {
    command_id: string
    service_request_id: string
    destination: string
    agent_id: string
    decision: 'again' | 'arrived' | 'give-up'
    reason: string
    state_before: string
    decided_at: Date
  }
  /** Refused commands that an agent let go, whole. Append-only. */
  discarded_commands: {
    command_id: string
    agent_id: string
    type: string
    refusal: string
    reason: string
    doc: Json
    discarded_at: Date
  }
  /** What leads plan, before anybody is told. */
  schedule_drafts: {
    week_start: string
    version: number
    shifts: Json
    changed_by: string
    changed_at: Instant
  }
  planning: {
    single: Generated<boolean>
    version: number
    doc: Json
    changed_by: string
    changed_at: Instant
  }
  site_policy: { single: Generated<boolean>; doc: Json }
  /** `queue_id` '' where the file told the whole line as one. */
  call_history: { day: string; half: number; queue_id: string; calls: number; handle_time_s: number | null }
  calendar_links: { agent_id: string; token_hash: string; made_at: Instant }
  schedule_audit: {
    audit_id: string
    at: Instant
    agent_id: string
    act: string
    subject: string
    detail: string
  }
  /** The last word of each desk about its agent. */
  agent_reports: { agent_id: string; report: Json; heard_at: Instant }
  rotation_trades: {
    trade_id: string
    giver: string
    taker: string
    over: boolean
    arranged_at: Instant
    doc: Json
  }
  agent_states: { agent_id: string; since: Instant; state: string; resting: boolean; on_prompt: boolean }
  call_qualities: { call_quality_id: string; agent_id: string; ended_at: Instant; doc: Json }
  /** `day` is the city's calendar day. */
  break_days: {
    agent_id: string
    day: string
    owed: number
    taken: number
    debt: number
    next_at: InstantOrNull
    told_at: Instant
  }
  /** One per cache of a desk: how far it came, and where its chain broke first. */
  access_logs: {
    log_id: string
    desk_id: string
    begun_at: Date
    head: number
    head_hash: string
    broken_at: Date | null
    broken_sequence: number | null
    broken_rule: string | null
  }
  /** `share` is the city's half of the desk's key. */
  desks: {
    desk_id: string
    credential_hash: string
    agent_id: string
    seen_at: Instant
    share: string | null
    wipe_ordered_at: InstantOrNull
    wipe_ordered_by: string | null
    wiped: JsonOrNull
    unsent: Generated<number>
    unsent_since: InstantOrNull
  }
  access_entries: {
    log_id: string
    sequence: number
    agent_id: string
    at: Date
    record: string
    doc: Json
    received_at: Date
  }
  /** Hours that somebody wanted: each row is the lock of its seats. */
  slots: { slot_id: string; starts_at: Date }
  /** `held_until` null: taken for good. `seat_id` is the appointment's, or `hold ` and that while it is only held. */
  seats: {
    seat_id: string
    slot_id: string
    agent_id: string
    held_until: Date | null
    extensions: Generated<number>
  }
  /** Who comes; forgotten a day after the visit. Null `forget_at`: somebody still has to be told something. */
  visitors: {
    appointment_id: string
    number: string
    name: string
    phone: string
    procedure_id: string | null
    remind_by: 'none' | 'call' | 'sms' | 'email'
    remind_to: string
    forget_at: Date | null
  }
  /** What is to be said to citizens who wanted it; gone once it was said, or at `until`. */
  notices: {
    notice_id: string
    appointment_id: string
    kind: 'confirmation' | 'change' | 'cancellation' | 'reminder'
    channel: 'call' | 'sms' | 'email'
    address: string
    due_at: Date
    until: Date
    taken_until: Date | null
  }
  appointment_counters: { year: number; last: number }
  reference_counters: { year: number; last: number }
}
