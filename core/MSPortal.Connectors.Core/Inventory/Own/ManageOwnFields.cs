using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Own;

/// <summary>An own field for people and programs.</summary>
/// <param name="Choices">What can be chosen; none for other kinds.</param>
/// <param name="Devices">How many devices have a value.</param>
public sealed record OwnFieldView(Guid Id, string Name, OwnFieldKind Kind, IReadOnlyList<string> Choices, int Devices);

/// <summary>Lists the tenant's own fields by name.</summary>
public sealed class ListOwnFields(Databases databases)
{
    public async Task<IReadOnlyList<OwnFieldView>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var fields = await db.OwnFields.AsNoTracking().OrderBy(f => f.NameKey).ToListAsync(cancellationToken);
        var counts = await db.OwnValues.GroupBy(v => v.FieldId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return [.. fields.Select(f => new OwnFieldView(f.Id.Value, f.Name, f.Kind, OwnFieldValues.ChoicesOf(f), counts.GetValueOrDefault(f.Id)))];
    }
}

/// <summary>Adds an own field.</summary>
public sealed class CreateOwnField(Databases databases, TimeProvider clock)
{
    public async Task<Result<OwnFieldView>> RunAsync(Actor actor, string? name, OwnFieldKind kind, IReadOnlyList<string>? choices, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (OwnFieldRules.Refuses(name) is { } invalid)
            return invalid;
        if (OwnFieldRules.Refuses(kind, choices) is { } badChoices)
            return badChoices;

        await using var db = databases.Open(actor.Tenant);
        if (await db.OwnFields.CountAsync(cancellationToken) >= OwnField.Most)
            return new InvalidValue("name", $"There are {OwnField.Most} own fields already.", "Delete one that is not needed any more.");

        var field = new OwnField
        {
            TenantId = actor.Tenant,
            Id = EntityId.New<OwnFieldId>(clock),
            Name = NameKey.Tidy(name!),
            NameKey = NameKey.Of(name!),
            Kind = kind,
            Choices = OwnFieldRules.Join(kind, choices),
            CreatedAt = clock.GetUtcNow(),
        };
        db.OwnFields.Add(field);
        db.Record(actor, clock, "own_field.created", new AuditSubject("own_field", field.Id.Value, field.Name), null, new { field.Name, Kind = kind.ToString(), Choices = OwnFieldValues.ChoicesOf(field) });
        return await db.TrySaveAsync(cancellationToken) ? new OwnFieldView(field.Id.Value, field.Name, kind, OwnFieldValues.ChoicesOf(field), 0) : new OwnFieldExists(field.Name);
    }
}

/// <summary>Renames an own field, or changes what can be chosen. Values that are no choice any more stay until they are changed.</summary>
public sealed class ChangeOwnField(Databases databases, TimeProvider clock)
{
    /// <param name="name">Null to leave it.</param>
    /// <param name="choices">Null to leave them.</param>
    public async Task<Result<Done>> RunAsync(Actor actor, OwnFieldId id, string? name, IReadOnlyList<string>? choices, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;
        if (name is not null && OwnFieldRules.Refuses(name) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(id.Value, cancellationToken);
        var field = await db.OwnFields.SingleOrDefaultAsync(f => f.Id == id, cancellationToken);
        if (field is null)
            return new Missing("own field");
        if (choices is not null && OwnFieldRules.Refuses(field.Kind, choices) is { } badChoices)
            return badChoices;

        var before = new { field.Name, Choices = OwnFieldValues.ChoicesOf(field) };
        if (name is not null)
            (field.Name, field.NameKey) = (NameKey.Tidy(name), NameKey.Of(name));
        if (choices is not null)
            field.Choices = OwnFieldRules.Join(field.Kind, choices);
        if (!db.ChangeTracker.HasChanges())
            return new Done();

        db.Record(actor, clock, "own_field.changed", new AuditSubject("own_field", id.Value, field.Name), before, new { field.Name, Choices = OwnFieldValues.ChoicesOf(field) });
        if (!await db.TrySaveAsync(cancellationToken))
            return new OwnFieldExists(field.Name);

        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }
}

/// <summary>Deletes an own field with its values.</summary>
public sealed class DeleteOwnField(Databases databases, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, OwnFieldId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(id.Value, cancellationToken);
        var field = await db.OwnFields.SingleOrDefaultAsync(f => f.Id == id, cancellationToken);
        if (field is null)
            return new Missing("own field");

        var values = await db.OwnValues.CountAsync(v => v.FieldId == id, cancellationToken);
        db.OwnFields.Remove(field);
        db.Record(actor, clock, "own_field.deleted", new AuditSubject("own_field", id.Value, field.Name), new { field.Name, Kind = field.Kind.ToString(), Values = values });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }
}

/// <summary>The rules for own fields.</summary>
internal static class OwnFieldRules
{
    public static InvalidValue? Refuses(string? name) =>
        string.IsNullOrWhiteSpace(name) ? new InvalidValue("name", "A field needs a name.")
        : NameKey.Tidy(name).Length > OwnField.MaxNameLength ? new InvalidValue("name", $"The name is longer than {OwnField.MaxNameLength} characters.")
        : name.Any(char.IsControl) || !StorableText.IsStorable(name) ? new InvalidValue("name", "The name holds control characters or broken ones.")
        : null;

    public static InvalidValue? Refuses(OwnFieldKind kind, IReadOnlyList<string>? choices) =>
        !Enum.IsDefined(kind) ? new InvalidValue("kind", "There is no such kind.", $"Use one of: {ApiNames.AllOf<OwnFieldKind>()}.")
        : kind != OwnFieldKind.Choice ? choices is null or [] ? null : new InvalidValue("choices", "Only a field of the kind choice has choices.")
        : choices is null or [] ? new InvalidValue("choices", "There is nothing to choose from.", "Give at least one choice.")
        : choices.Count > OwnField.Most ? new InvalidValue("choices", $"There are more than {OwnField.Most} choices.")
        : choices.Select(c => Refuses(c)).FirstOrDefault(r => r is not null) is { } bad ? new InvalidValue("choices", bad.Why)
        : choices.Select(NameKey.Of).Distinct().Count() != choices.Count ? new InvalidValue("choices", "A choice is given twice.")
        : null;

    /// <summary>The choices as they are kept.</summary>
    public static string? Join(OwnFieldKind kind, IReadOnlyList<string>? choices) =>
        kind == OwnFieldKind.Choice ? string.Join('\n', choices!.Select(NameKey.Tidy)) : null;
}

/// <summary>The tenant has an own field of this name.</summary>
public sealed record OwnFieldExists(string Name) : Refusal(
    RefusalKind.Conflict,
    "own_field_exists",
    $"There is already a field named \"{Name}\".",
    "Use the existing one, or choose another name.");
