//! One turn's spans and events as one tree, across sub-agents and Agent SDK children.
//!
//! What arrives is never quite a tree: a killed client leaves spans without their parents, a background
//! sub-agent begins after its parent ended, an SDK child's parent is in another session, and a hostile client
//! can send a circle. Nothing is left out for that: what has no parent in the data is shown as a root.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::kind::{EventName, NodeKind, Outcome};
use super::row::{EventRow, SpanRow, Tokens};
use crate::api::decider::DeciderName;
use crate::api::figures::Usd;
use crate::api::instant::iso8601;
use crate::api::order::smallest_first;

/// Spans that are deeper are shown as children of this depth: each sub-agent adds three, and an answer must
/// not be as deep as a client likes.
pub const MAX_DEPTH: usize = 60;

/// Which signal told of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum ToldBy {
    /// A span.
    Traces,
    /// An event, where a session has no spans.
    Logs,
}

/// Something that took time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "TurnNode"))]
pub struct Node {
    /// In hexadecimal; None when an event told of it.
    pub span_id: Option<String>,
    /// As sent, also when there is no such span here.
    pub parent_id: Option<String>,
    /// Which signal told of it.
    pub told_by: ToldBy,
    /// What it is.
    pub kind: NodeKind,
    /// The tool, the hook event, or the span's own name.
    pub name: Option<String>,
    /// The sub-agent that asked, of model requests.
    pub agent: Option<String>,
    /// When it began.
    pub begun_at: String,
    /// The same, since the turn began; negative before it.
    pub offset_ms: i64,
    /// How long it took.
    pub duration_ms: i64,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Who decided, of permissions.
    pub decided_by: Option<DeciderName>,
    /// The class of the error.
    pub error: Option<String>,
    /// HTTP status of a failed model request.
    pub status: Option<i64>,
    /// Of model requests.
    pub model: Option<String>,
    /// Of model requests.
    pub tokens: Option<Tokens>,
    /// Tokens × price; None: no model request, or no price.
    pub cost_usd: Option<Usd>,
    /// What the client said it cost.
    pub reported_cost_usd: Option<Usd>,
    /// Time to the first token.
    pub ttft_ms: Option<i64>,
    /// How often a model was asked.
    pub attempts: Option<i64>,
    /// The session, as `sessions` of the answer name it.
    pub session: String,
    /// It has a parent that is not in the data.
    pub orphan: bool,
    /// What happened in it.
    pub events: Vec<Event>,
    /// What it set off, in order of time.
    pub children: Vec<Node>,
}

/// Something that happened at a moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "TurnEvent"))]
pub struct Event {
    /// When.
    pub at: String,
    /// The same, since the turn began.
    pub offset_ms: i64,
    /// What it is.
    pub kind: EventName,
    /// What it is about: a tool, a command, a skill; of other kinds, which event it is.
    pub name: Option<String>,
    /// What else it is about.
    pub detail: Option<String>,
    /// How long it took what ended then.
    pub duration_ms: Option<i64>,
    /// How that ended.
    pub outcome: Option<Outcome>,
    /// Who decided, of permissions.
    pub decided_by: Option<DeciderName>,
    /// The class of the error.
    pub error: Option<String>,
    /// HTTP status.
    pub status: Option<i64>,
    /// Of model requests.
    pub model: Option<String>,
    /// Of model requests.
    pub tokens: Option<Tokens>,
    /// Tokens × price.
    pub cost_usd: Option<Usd>,
    /// What the client said it cost.
    pub reported_cost_usd: Option<Usd>,
    /// The session, as `sessions` of the answer name it.
    pub session: String,
}

/// A turn's nodes without a parent, and the events that are in no node.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tree {
    /// In order of time.
    pub roots: Vec<Node>,
    /// In order of time.
    pub events: Vec<Event>,
}

/// A node before it has its place.
struct Draft<'a> {
    node: Node,
    session: &'a str,
    begin_ms: i64,
    end_ms: i64,
    call_id: Option<i64>,
    parent: Option<usize>,
}

/// Builds the tree. `begun_ms` is when the turn began.
pub fn build(spans: &[SpanRow], events: &[EventRow], begun_ms: i64) -> Tree {
    let mut drafts: Vec<Draft<'_>> = spans.iter().map(|span| of_span(span, begun_ms)).collect();
    join_parents(spans, &mut drafts);
    break_circles(&mut drafts);

    let with_spans: HashSet<&str> = spans.iter().map(|span| span.session.as_str()).collect();
    let told: HashSet<i64> = spans.iter().filter_map(|span| span.call_id).collect();
    let mut moments = Vec::new();
    for event in events {
        let is_told = with_spans.contains(event.session.as_str())
            || event.call_id.is_some_and(|call| told.contains(&call));
        match node_kind(event).filter(|_| !is_told) {
            Some(kind) => drafts.push(of_event(event, kind, begun_ms)),
            None => moments.push(event),
        }
    }

    let mut tree = Tree::default();
    place(&moments, &mut drafts, &mut tree.events, begun_ms);
    tree.roots = grow(drafts);
    tree
}

fn of_span<'a>(span: &'a SpanRow, begun_ms: i64) -> Draft<'a> {
    let kind = NodeKind::from_code(span.kind);
    let is_request = kind == NodeKind::LlmRequest;
    let begin_ms = span.end_ms.saturating_sub(span.duration_ms);
    let node = Node {
        span_id: Some(span.span_id.clone()),
        parent_id: span.parent_id.clone().filter(|id| !id.is_empty()),
        told_by: ToldBy::Traces,
        kind,
        name: span.name.clone().filter(|_| !is_request),
        agent: span.name.clone().filter(|_| is_request),
        begun_at: iso8601(begin_ms),
        offset_ms: begin_ms.saturating_sub(begun_ms),
        duration_ms: span.duration_ms,
        outcome: Outcome::of_span(kind, span.outcome),
        decided_by: span.decided_by.map(DeciderName::from_code),
        error: span.error.clone(),
        status: span.status,
        model: span.model.clone(),
        tokens: span.tokens(),
        cost_usd: span.list_nanos.map(usd),
        reported_cost_usd: None,
        ttft_ms: span.ttft_ms,
        attempts: span.number.filter(|_| is_request),
        session: session_name(&span.session, span.session_name.as_deref()),
        orphan: false,
        events: Vec::new(),
        children: Vec::new(),
    };
    let (session, call_id) = (span.session.as_str(), span.call_id);
    Draft { node, session, begin_ms, end_ms: span.end_ms, call_id, parent: None }
}

/// What an event tells of that took time, where no span does.
fn node_kind(event: &EventRow) -> Option<NodeKind> {
    match EventName::from_code(event.kind) {
        EventName::ApiRequest | EventName::ApiError => Some(NodeKind::LlmRequest),
        EventName::ToolResult => Some(NodeKind::Tool),
        _ => None,
    }
}

fn of_event<'a>(event: &'a EventRow, kind: NodeKind, begun_ms: i64) -> Draft<'a> {
    let is_request = kind == NodeKind::LlmRequest;
    let failed = EventName::from_code(event.kind) == EventName::ApiError;
    let duration_ms = event.duration_ms.unwrap_or(0).max(0);
    let begin_ms = event.time_ms.saturating_sub(duration_ms);
    let node = Node {
        span_id: None,
        parent_id: None,
        told_by: ToldBy::Logs,
        kind,
        name: event.name.clone().filter(|_| !is_request),
        agent: event.name.clone().filter(|_| is_request),
        begun_at: iso8601(begin_ms),
        offset_ms: begin_ms.saturating_sub(begun_ms),
        duration_ms,
        outcome: Outcome::of_span(kind, if is_request { Some(i64::from(!failed)) } else { event.outcome }),
        decided_by: event.decided_by.map(DeciderName::from_code),
        error: event.error.clone(),
        status: event.status,
        model: event.model.clone(),
        tokens: event.tokens(),
        cost_usd: event.list_nanos.map(usd),
        reported_cost_usd: event.cost_nanos.map(usd),
        ttft_ms: event.ttft_ms,
        attempts: event.number.filter(|_| is_request),
        session: session_name(&event.session, event.session_name.as_deref()),
        orphan: false,
        events: Vec::new(),
        children: Vec::new(),
    };
    let (session, call_id) = (event.session.as_str(), event.call_id);
    Draft { node, session, begin_ms, end_ms: event.time_ms, call_id, parent: None }
}

/// Hangs each span under its parent, in whichever session that is.
fn join_parents(spans: &[SpanRow], drafts: &mut [Draft<'_>]) {
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (index, span) in spans.iter().enumerate() {
        by_id.entry(&span.span_id).or_insert(index);
    }
    for (index, draft) in drafts.iter_mut().enumerate() {
        let Some(parent_id) = &draft.node.parent_id else { continue };
        draft.parent = by_id.get(parent_id.as_str()).copied().filter(|parent| *parent != index);
        draft.node.orphan = draft.parent.is_none();
    }
}

/// Makes a root of one span of every circle, so that all of it is shown.
fn break_circles(drafts: &mut [Draft<'_>]) {
    // Which walk came by; what an earlier walk has seen leads to a root.
    let mut seen = vec![0_usize; drafts.len()];
    for start in 0..drafts.len() {
        let walk = start + 1;
        let mut at = Some(start);
        while let Some(index) = at {
            let (Some(mark), Some(draft)) = (seen.get_mut(index), drafts.get_mut(index)) else { break };
            if *mark == walk {
                draft.parent = None;
                draft.node.orphan = true;
                break;
            }
            if *mark != 0 {
                break;
            }
            *mark = walk;
            at = draft.parent;
        }
    }
}

/// Puts every event into a node: that of the same call, or else the innermost one of its session at that time.
fn place(moments: &[&EventRow], drafts: &mut [Draft<'_>], rest: &mut Vec<Event>, begun_ms: i64) {
    let mut by_call: HashMap<i64, usize> = HashMap::new();
    let mut by_session: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        if let Some(call) = draft.call_id {
            by_call.entry(call).or_insert(index);
        }
        by_session.entry(draft.session).or_default().push(index);
    }
    // The shortest first: the first that holds a moment is the innermost.
    for indices in by_session.values_mut() {
        let length_ms =
            |index: usize| drafts.get(index).map_or(i64::MAX, |draft| draft.end_ms - draft.begin_ms);
        *indices = smallest_first(indices, |index| (length_ms(index), 0));
    }
    for event in moments {
        let of_call = event.call_id.and_then(|call| by_call.get(&call)).copied();
        let around = || {
            by_session.get(event.session.as_str())?.iter().copied().find(|index| {
                drafts
                    .get(*index)
                    .is_some_and(|draft| (draft.begin_ms..=draft.end_ms).contains(&event.time_ms))
            })
        };
        match of_call.or_else(around).and_then(|index| drafts.get_mut(index)) {
            Some(draft) => {
                if of_call.is_some() {
                    sharpen(&mut draft.node, event);
                }
                draft.node.events.push(moment(event, begun_ms));
            }
            None => rest.push(moment(event, begun_ms)),
        }
    }
}

/// Takes from the event of a model request what its span does not tell: what the client said it cost, and the
/// tokens that were written to the cache for an hour, which cost more.
fn sharpen(node: &mut Node, event: &EventRow) {
    if node.kind != NodeKind::LlmRequest {
        return;
    }
    node.reported_cost_usd = node.reported_cost_usd.or(event.cost_nanos.map(usd));
    node.cost_usd = event.list_nanos.map(usd).or(node.cost_usd);
    node.tokens = node.tokens.or(event.tokens());
    node.ttft_ms = node.ttft_ms.or(event.ttft_ms);
    node.error = node.error.take().or_else(|| event.error.clone());
    node.status = node.status.or(event.status);
}

fn moment(event: &EventRow, begun_ms: i64) -> Event {
    let kind = EventName::from_code(event.kind);
    Event {
        at: iso8601(event.time_ms),
        offset_ms: event.time_ms.saturating_sub(begun_ms),
        kind,
        name: event.name.clone(),
        detail: event.detail.clone(),
        duration_ms: event.duration_ms,
        outcome: Outcome::of_event(kind, event.outcome),
        decided_by: event.decided_by.map(DeciderName::from_code),
        error: event.error.clone(),
        status: event.status,
        model: event.model.clone(),
        tokens: event.tokens(),
        cost_usd: event.list_nanos.map(usd),
        reported_cost_usd: event.cost_nanos.map(usd),
        session: session_name(&event.session, event.session_name.as_deref()),
    }
}

/// Puts children into their parents. There are no circles any more.
fn grow(drafts: Vec<Draft<'_>>) -> Vec<Node> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); drafts.len()];
    let mut roots = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        match draft.parent.and_then(|parent| children.get_mut(parent)) {
            Some(siblings) => siblings.push(index),
            None => roots.push(index),
        }
    }
    let times: Vec<(i64, i64)> = drafts.iter().map(|draft| (draft.begin_ms, -draft.end_ms)).collect();
    let mut nodes: Vec<Option<Node>> = drafts.into_iter().map(|draft| Some(draft.node)).collect();
    let mut nursery = Nursery { children: &mut children, times: &times, nodes: &mut nodes };
    nursery.raise(roots, 1)
}

struct Nursery<'a> {
    children: &'a mut [Vec<usize>],
    times: &'a [(i64, i64)],
    nodes: &'a mut [Option<Node>],
}

impl Nursery<'_> {
    fn raise(&mut self, mut indices: Vec<usize>, depth: usize) -> Vec<Node> {
        if depth >= MAX_DEPTH {
            // Everything below, side by side. The list grows while it is walked.
            let mut at = 0;
            while let Some(index) = indices.get(at).copied() {
                at += 1;
                indices.extend(self.children_of(index));
            }
        }
        let mut raised = Vec::with_capacity(indices.len());
        for index in smallest_first(&indices, |index| self.times.get(index).copied().unwrap_or_default()) {
            let children = self.children_of(index);
            let children = if children.is_empty() { Vec::new() } else { self.raise(children, depth + 1) };
            if let Some(mut node) = self.nodes.get_mut(index).and_then(Option::take) {
                node.children = children;
                raised.push(node);
            }
        }
        raised
    }

    fn children_of(&mut self, index: usize) -> Vec<usize> {
        self.children.get_mut(index).map(std::mem::take).unwrap_or_default()
    }
}

/// The session as an answer names it: its id, or its number when the client sends none.
pub fn session_name(number: &str, name: Option<&str>) -> String {
    name.filter(|name| !name.is_empty()).unwrap_or(number).to_owned()
}

fn usd(nanos: f64) -> Usd {
    // The conversion saturates.
    Usd { nanos: nanos.round() as u64 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    const BEGIN: i64 = 1_795_231_800_000;

    fn span(session: &str, id: &str, parent: &str, kind: i64, begin: i64, end: i64) -> SpanRow {
        SpanRow {
            session: session.to_owned(),
            session_name: Some(format!("name-of-{session}")),
            end_ms: BEGIN + end,
            span_id: id.to_owned(),
            parent_id: (!parent.is_empty()).then(|| parent.to_owned()),
            kind,
            duration_ms: end - begin,
            name: None,
            outcome: None,
            decided_by: None,
            error: None,
            status: None,
            model: None,
            input_tokens: None,
            output_tokens: None,
            cache_read_tokens: None,
            cache_creation_tokens: None,
            ttft_ms: None,
            number: None,
            call_id: None,
            list_nanos: None,
        }
    }

    fn event(session: &str, kind: i64, time: i64, call_id: Option<i64>) -> EventRow {
        EventRow {
            session: session.to_owned(),
            session_name: None,
            time_ms: BEGIN + time,
            kind,
            name: None,
            detail: None,
            duration_ms: None,
            outcome: None,
            decided_by: None,
            error: None,
            status: None,
            model: None,
            input_tokens: None,
            output_tokens: None,
            cache_read_tokens: None,
            cache_creation_tokens: None,
            cost_nanos: None,
            ttft_ms: None,
            number: None,
            call_id,
            list_nanos: None,
        }
    }

    /// `id(children)`, with `!` before an orphan.
    fn shape(nodes: &[Node]) -> String {
        let parts: Vec<String> = nodes
            .iter()
            .map(|node| {
                let id = node.span_id.clone().unwrap_or_else(|| format!("{:?}", node.kind));
                let children = if node.children.is_empty() {
                    String::new()
                } else {
                    format!("({})", shape(&node.children))
                };
                format!("{}{id}{children}", if node.orphan { "!" } else { "" })
            })
            .collect();
        parts.join(" ")
    }

    fn shape_of(spans: &[SpanRow]) -> String {
        shape(&build(spans, &[], BEGIN).roots)
    }

    #[test]
    fn children_hang_under_their_parents_in_order_of_time() {
        let spans = [
            span("s", "exec", "tool", 5, 60, 90),
            span("s", "wait", "tool", 4, 51, 60),
            span("s", "late", "turn", 2, 100, 190),
            span("s", "tool", "turn", 3, 50, 91),
            span("s", "early", "turn", 2, 1, 49),
            span("s", "turn", "", 1, 0, 200),
        ];
        assert_eq!(shape_of(&spans), "turn(early tool(wait exec) late)");
    }

    #[test]
    fn what_a_killed_client_left_is_shown_as_orphans() {
        let spans = [
            span("s", "request", "never-sent", 2, 10, 40),
            span("s", "wait", "open-tool", 4, 50, 60),
            span("s", "other", "never-sent", 2, 5, 9),
        ];
        assert_eq!(shape_of(&spans), "!other !request !wait");
    }

    #[test]
    fn a_turn_with_a_parent_outside_is_a_root_and_marked() {
        let spans = [span("s", "turn", "ci-job", 1, 0, 9), span("s", "request", "turn", 2, 1, 8)];
        assert_eq!(shape_of(&spans), "!turn(request)");
    }

    #[test]
    fn a_background_sub_agent_stays_under_the_call_that_started_it() {
        let spans = [
            span("s", "turn", "", 1, 0, 100),
            span("s", "agent", "turn", 3, 10, 30),
            span("s", "exec", "agent", 5, 12, 29),
            // Begins after everything above has ended.
            span("s", "its-request", "exec", 2, 500, 900),
            span("s", "its-tool", "exec", 3, 910, 950),
        ];
        assert_eq!(shape_of(&spans), "turn(agent(exec(its-request its-tool)))");
    }

    #[test]
    fn another_session_of_the_trace_hangs_under_the_span_that_started_it() {
        let spans = [
            span("parent", "turn", "", 1, 0, 100),
            span("parent", "exec", "turn", 5, 12, 90),
            span("child", "its-turn", "exec", 1, 20, 80),
            span("child", "its-request", "its-turn", 2, 21, 79),
            span("third", "lost", "not-yet-arrived", 1, 22, 23),
        ];
        let tree = build(&spans, &[], BEGIN);
        assert_eq!(shape(&tree.roots), "turn(exec(its-turn(its-request))) !lost");
        assert_eq!(tree.roots[0].children[0].children[0].session, "name-of-child");
    }

    #[test]
    fn a_circle_is_cut_and_nothing_is_lost() {
        let spans = [
            span("s", "a", "c", 0, 0, 9),
            span("s", "b", "a", 0, 1, 9),
            span("s", "c", "b", 0, 2, 9),
            span("s", "self", "self", 0, 3, 9),
            span("s", "leaf", "b", 0, 4, 9),
        ];
        assert_eq!(shape_of(&spans), "!a(b(c leaf)) !self");
        // Two spans of one id: both are shown, the first has the children.
        let twice = [span("s", "a", "", 0, 0, 9), span("t", "a", "", 0, 1, 9), span("t", "x", "a", 0, 2, 3)];
        assert_eq!(shape_of(&twice), "a(x) a");
    }

    #[test]
    fn the_deepest_are_shown_side_by_side() {
        let spans: Vec<SpanRow> = (0..5000_i64)
            .map(|n| {
                let parent = if n == 0 { String::new() } else { format!("{}", n - 1) };
                span("s", &n.to_string(), &parent, 0, n, 9_000)
            })
            .collect();
        let tree = build(&spans, &[], BEGIN);
        let (mut depth, mut level, mut nodes) = (0, tree.roots.as_slice(), 0);
        while let Some(last) = level.last() {
            depth += 1;
            nodes += level.len();
            level = &last.children;
        }
        assert_eq!((depth, nodes), (MAX_DEPTH, 5000));
        assert!(serde_json::to_string(&tree.roots).unwrap().len() > 5000);
    }

    #[test]
    fn an_event_is_in_the_span_of_its_call_or_in_the_innermost_one_of_its_session() {
        let spans = [
            SpanRow { call_id: Some(7), ..span("s", "request", "turn", 2, 10, 40) },
            span("s", "turn", "", 1, 0, 100),
            span("other", "short", "", 0, 20, 21),
        ];
        let events = [
            event("s", 1, 0, None),
            event("s", 9, 20, None),
            // Arrives after its span has ended.
            event("s", 2, 60, Some(7)),
            event("s", 0, 101, None),
        ];
        let tree = build(&spans, &events, BEGIN);
        let kinds = |events: &[Event]| events.iter().map(|event| event.kind).collect::<Vec<_>>();
        let turn = &tree.roots[0];
        assert_eq!(kinds(&turn.events), [EventName::UserPrompt]);
        assert_eq!(kinds(&turn.children[0].events), [EventName::Compaction, EventName::ApiRequest]);
        assert_eq!(kinds(&tree.events), [EventName::Other]);
        assert!(tree.roots[1].events.is_empty());
    }

    #[test]
    fn the_event_of_a_request_tells_what_it_cost() {
        let spans = [SpanRow {
            call_id: Some(7),
            list_nanos: Some(5_000.0),
            input_tokens: Some(3),
            ..span("s", "request", "", 2, 10, 40)
        }];
        let told =
            EventRow { cost_nanos: Some(7_999.6), list_nanos: Some(8_000.0), ..event("s", 2, 41, Some(7)) };
        let node = &build(&spans, &[told], BEGIN).roots[0];
        assert_eq!(node.reported_cost_usd, Some(Usd { nanos: 8_000 }));
        assert_eq!(node.cost_usd, Some(Usd { nanos: 8_000 }));
        assert_eq!(node.tokens.unwrap().input, Some(3));
        let untold = &build(&spans, &[], BEGIN).roots[0];
        assert_eq!((untold.cost_usd, untold.reported_cost_usd), (Some(Usd { nanos: 5_000 }), None));
    }

    #[test]
    fn with_logs_alone_the_tree_is_made_of_events() {
        let events = [
            event("s", 1, 0, None),
            EventRow {
                duration_ms: Some(30),
                name: Some("Explore".to_owned()),
                ..event("s", 2, 40, Some(1))
            },
            event("s", 5, 44, Some(2)),
            EventRow {
                duration_ms: Some(20),
                outcome: Some(0),
                name: Some("Bash".to_owned()),
                ..event("s", 4, 65, Some(2))
            },
            EventRow { duration_ms: Some(5), status: Some(529), ..event("s", 3, 90, None) },
        ];
        let tree = build(&[], &events, BEGIN);
        assert_eq!(shape(&tree.roots), "LlmRequest Tool LlmRequest");
        let [request, tool, error] = tree.roots.as_slice() else { panic!() };
        assert_eq!(
            (request.offset_ms, request.duration_ms, request.agent.as_deref()),
            (10, 30, Some("Explore"))
        );
        assert_eq!((tool.name.as_deref(), tool.outcome), (Some("Bash"), Some(Outcome::Failed)));
        assert_eq!(tool.events[0].kind, EventName::ToolDecision);
        assert_eq!((error.outcome, error.status), (Some(Outcome::Failed), Some(529)));
        assert!(tree.roots.iter().all(|node| node.told_by == ToldBy::Logs && node.session == "s"));
        assert_eq!(tree.events.len(), 1);
    }

    #[test]
    fn a_call_that_a_span_tells_of_is_not_told_again() {
        let spans = [SpanRow { call_id: Some(7), ..span("s", "request", "", 2, 10, 40) }];
        // A resumed process sends its first records under another session.
        let tree = build(&spans, &[event("passing", 2, 40, Some(7)), event("s", 4, 90, Some(8))], BEGIN);
        assert_eq!(shape(&tree.roots), "request");
        assert_eq!((tree.roots[0].events.len(), tree.events.len()), (1, 1));
    }
}
