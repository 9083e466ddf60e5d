using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Sync;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Naming;

/// <summary>How the tenant calls its devices.</summary>
/// <param name="Template">Null for the vendors' names.</param>
/// <param name="IsPending">Whether devices are being renamed to it.</param>
/// <param name="By">Who said so; null when nobody did.</param>
public sealed record DisplayNameView(string? Template, bool IsPending, string? By, DateTimeOffset? At, IReadOnlyList<TemplateValue> Values);

/// <summary>A value that can stand in a template.</summary>
public sealed record TemplateValue(string Name, string Meaning);

/// <summary>What a template would make of devices.</summary>
/// <param name="Error">Why it can't be used; null when it can.</param>
/// <param name="Devices">Some devices; none when it can't be used.</param>
public sealed record DisplayNamePreview(bool Ok, TemplateError? Error, IReadOnlyList<NamedDevice> Devices);

/// <param name="Name">What it would be called.</param>
/// <param name="Note">Why it would not be called as the template says; null otherwise.</param>
public sealed record NamedDevice(Guid Id, string Before, string Name, string? Note);

/// <summary>Tells how the tenant calls its devices.</summary>
public sealed class GetDisplayName(Databases databases)
{
    public async Task<DisplayNameView> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        var rule = await db.DisplayNameRules.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return ViewOf(rule);
    }

    internal static DisplayNameView ViewOf(DisplayNameRule? rule) =>
        new(rule?.Template, rule?.IsPending ?? false, rule?.By, rule?.At, [.. NameTemplate.Values.Select(v => new TemplateValue(v.Name, v.Meaning))]);
}

/// <summary>Shows what a template would make of some devices, without changing anything.</summary>
public sealed class PreviewDisplayName(Databases databases)
{
    private const int Shown = 20;

    public async Task<DisplayNamePreview> RunAsync(Actor actor, string? template, CancellationToken cancellationToken)
    {
        if (!NameTemplate.TryParse(template ?? "", out var parsed, out var error))
            return new DisplayNamePreview(false, error, []);

        await using var db = databases.Open(actor.Tenant);
        var naming = await DeviceNaming.OpenAsync(db, parsed, cancellationToken);

        // Of each type some, so that a phone without a user is among them.
        var devices = await db.Devices.AsNoTracking().OrderBy(d => d.Name).ThenBy(d => d.Id).Take(Shown / 2).ToListAsync(cancellationToken);
        var types = await db.DeviceTypes.Select(t => t.Id).Take(Shown).ToListAsync(cancellationToken);
        foreach (var type in types)
            devices.AddRange(await db.Devices.AsNoTracking().Where(d => d.DeviceTypeId == type).OrderBy(d => d.Id).Take(2).ToListAsync(cancellationToken));
        return new DisplayNamePreview(true, null, [.. devices.DistinctBy(d => d.Id).Take(Shown).Select(d => Named(d, naming))]);
    }

    private static NamedDevice Named(Device device, DeviceNaming naming)
    {
        var (name, problem) = naming.Try(device);
        return Locks.DeviceLocks.Read(device.Locks).Any(l => l.Key == "name")
            ? new NamedDevice(device.Id.Value, device.Name, device.Name, "A person named it, so it keeps that name.")
            : new NamedDevice(device.Id.Value, device.Name, name ?? device.SourceName, problem);
    }
}

/// <summary>Says how devices are called. New names come at once with what a sync changes, and in the background for all others.</summary>
public sealed class ChangeDisplayName(Databases databases, IJobQueue jobs, TimeProvider clock)
{
    /// <param name="template">Null or blank for the vendors' names.</param>
    public async Task<Result<DisplayNameView>> RunAsync(Actor actor, string? template, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageIntegrations) is { } refusal)
            return refusal;

        var text = string.IsNullOrWhiteSpace(template) ? null : template.Trim();
        if (text is not null && !NameTemplate.TryParse(text, out _, out var error))
            return new InvalidValue("template", error.Line is null ? error.Message : $"line {error.Line}, column {error.Column}: {error.Message}", "Correct the template; the preview shows what it makes.");

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(actor.Tenant.Value, cancellationToken);
        var rule = await db.DisplayNameRules.SingleOrDefaultAsync(cancellationToken);
        if (rule?.Template == text)
            return GetDisplayName.ViewOf(rule);

        var before = rule?.Template;
        if (rule is null)
            db.DisplayNameRules.Add(rule = new DisplayNameRule { TenantId = actor.Tenant, By = actor.Name, At = clock.GetUtcNow() });
        (rule.Template, rule.By, rule.At) = (text, actor.Name, clock.GetUtcNow());
        (rule.IsPending, rule.Version) = (true, rule.Version + 1);
        db.Record(actor, clock, "display_name.changed", new AuditSubject("display_name", actor.Tenant.Value, "Display name"), new { Template = before }, new { Template = text });
        if (!await db.TrySaveAsync(cancellationToken))
            return new ChangedMeanwhile();

        await transaction.CommitAsync(cancellationToken);
        jobs.WakeNaming(actor.Tenant);
        return GetDisplayName.ViewOf(rule);
    }
}
