using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Inventory.Own;

/// <summary>A note for people and programs.</summary>
/// <param name="EditedBy">Who changed it last; null while it is as it was written. So is the time.</param>
public sealed record DeviceNoteView(Guid Id, string Text, string By, DateTimeOffset At, string? EditedBy, DateTimeOffset? EditedAt)
{
    internal static DeviceNoteView Of(DeviceNote note) => new(note.Id.Value, note.Text, note.By, note.At, note.EditedBy, note.EditedAt);
}

/// <summary>Lists the notes of a device, newest first.</summary>
public sealed class ListNotes(Databases databases)
{
    public async Task<Result<Page<DeviceNoteView>>> RunAsync(Actor actor, DeviceId id, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = databases.Open(actor.Tenant);
        if (!await db.Devices.AnyAsync(d => d.Id == id, cancellationToken))
            return new Missing("device");

        var notes = db.DeviceNotes.AsNoTracking().Where(n => n.DeviceId == id);
        if (request is { SearchPattern: { } text, SearchText: { } who })
            notes = notes.Where(n => EF.Functions.Like(n.SearchText!, text, @"\") || SearchInQueries.Finds(n.By, who.Wanted, who.Regex));

        return await notes
            .OrderByDescending(n => n.At).ThenByDescending(n => n.Id)
            .Select(n => new DeviceNoteView(n.Id.Value, n.Text, n.By, n.At, n.EditedBy, n.EditedAt))
            .ToPageAsync(request, cancellationToken);
    }
}

/// <summary>Writes a note on a device.</summary>
public sealed class AddNote(Databases databases, TimeProvider clock)
{
    public async Task<Result<DeviceNoteView>> RunAsync(Actor actor, DeviceId id, string? text, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.EditDevices) is { } refusal)
            return refusal;
        if (NoteText.Refuses(text) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        var name = await db.Devices.Where(d => d.Id == id).Select(d => d.Name).SingleOrDefaultAsync(cancellationToken);
        if (name is null)
            return new Missing("device");

        var note = new DeviceNote { TenantId = actor.Tenant, DeviceId = id, Id = EntityId.New<DeviceNoteId>(clock), Text = text!.Trim(), By = actor.Name, At = clock.GetUtcNow() };
        db.DeviceNotes.Add(note);
        db.Record(actor, clock, "device.note_added", new AuditSubject("device", id.Value, name), null, new { note.Text });
        return await db.TrySaveAsync(cancellationToken) ? DeviceNoteView.Of(note) : new Missing("device");
    }
}

/// <summary>Changes a note, or deletes it. What it said stands in the audit log.</summary>
public sealed class ChangeNote(Databases databases, TimeProvider clock)
{
    /// <param name="text">Null to delete it.</param>
    public async Task<Result<Done>> RunAsync(Actor actor, DeviceId id, DeviceNoteId noteId, string? text, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.EditDevices) is { } refusal)
            return refusal;
        if (text is not null && NoteText.Refuses(text) is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.BeginChangeOfAsync(noteId.Value, cancellationToken);
        var name = await db.Devices.Where(d => d.Id == id).Select(d => d.Name).SingleOrDefaultAsync(cancellationToken);
        if (name is null)
            return new Missing("device");
        if (await db.DeviceNotes.SingleOrDefaultAsync(n => n.Id == noteId && n.DeviceId == id, cancellationToken) is not { } note)
            return new Missing("note");

        var (before, after) = (note.Text, text?.Trim());
        if (before == after)
            return new Done();

        if (after is null)
            db.DeviceNotes.Remove(note);
        else
            (note.Text, note.EditedBy, note.EditedAt) = (after, actor.Name, clock.GetUtcNow());
        db.Record(actor, clock, after is null ? "device.note_deleted" : "device.note_changed", new AuditSubject("device", id.Value, name), new { Text = before }, after is null ? null : new { Text = after });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            // It went with its device at this moment.
            return new Missing("note");
        }
    }
}

/// <summary>The rules for the text of a note.</summary>
internal static class NoteText
{
    public static InvalidValue? Refuses(string? text) =>
        string.IsNullOrWhiteSpace(text) ? new InvalidValue("text", "The note is empty.", "Write something.")
        : text.Trim().Length > DeviceNote.MaxLength ? new InvalidValue("text", $"The note is longer than {DeviceNote.MaxLength} characters.")
        : !StorableText.IsStorable(text) ? new InvalidValue("text", "The note holds broken characters.")
        : null;
}
