using System.Text.Json;
using System.Text.Json.Serialization;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Audit;

/// <summary>What a change was made to.</summary>
public sealed record AuditSubject(string Kind, Guid? Id, string Name);

/// <summary>Writes audit entries.</summary>
internal static class AuditLog
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Adds an entry that is saved together with the change.</summary>
    public static void Record(
        this ConnectorsDb db,
        Actor actor,
        TimeProvider clock,
        string action,
        AuditSubject subject,
        object? before = null,
        object? after = null) => db.AddEntry(new AuditEntry
        {
            TenantId = actor.Tenant,
            Id = EntityId.New<AuditEntryId>(clock),
            At = clock.GetUtcNow(),
            Actor = actor.Name,
            Through = actor.Through,
            Action = action,
            SubjectKind = subject.Kind,
            SubjectId = subject.Id,
            SubjectName = subject.Name,
            Before = before is null ? null : JsonSerializer.Serialize(before, Json),
            After = after is null ? null : JsonSerializer.Serialize(after, Json),
            Result = AuditResult.Done,
        });

    /// <summary>Adds an entry that gets its keyed hash when it is saved.</summary>
    public static void AddEntry(this ConnectorsDb db, AuditEntry entry)
    {
        db.AuditEntries.Add(entry);
        db.UnsignedEntries.Add(entry);
    }
}
