namespace MSPortal.Connectors.Core.Audit.Chain;

/// <summary>A check of the audit log that was made at some time.</summary>
public sealed record PastCheck(AuditCheck Check, DateTimeOffset At);
