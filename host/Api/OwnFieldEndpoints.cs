using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Locks;
using MSPortal.Connectors.Core.Inventory.Own;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class OwnFieldEndpoints
{
    public static void MapOwnFields(this IEndpointRouteBuilder routes)
    {
        var fields = routes.MapGroup("/own-fields").WithTags("Own fields and notes");
        fields.MapGet("/", ListAsync).WithName("ListOwnFields").WithSummary("List the tenant's own fields").Produces<IReadOnlyList<OwnFieldView>>();
        fields.MapPost("/", CreateAsync).WithName("CreateOwnField").WithSummary("Add an own field").Produces<OwnFieldView>(201);
        fields.MapPatch("/{id:guid}", ChangeAsync).WithName("ChangeOwnField").WithSummary("Rename an own field, or change its choices").Produces(204);
        fields.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteOwnField").WithSummary("Delete an own field with its values").Produces(204);

        var device = routes.MapGroup("/devices/{id:guid}").WithTags("Own fields and notes");
        device.MapPut("/own-fields/{fieldId:guid}", SetAsync).WithName("SetOwnField").WithSummary("Give a device a value of an own field").Produces(204);
        device.MapDelete("/own-fields/{fieldId:guid}", UnsetAsync).WithName("UnsetOwnField").WithSummary("Take a device's value of an own field away").Produces(204);
        device.MapPut("/locks/{key}", LockAsync).WithName("LockField").WithSummary("Give a device's field a value that no sync changes").Produces(204);
        device.MapDelete("/locks/{key}", UnlockAsync).WithName("UnlockField").WithSummary("Let a field follow its vendor again").Produces(204);
        device.MapGet("/notes", NotesAsync).WithName("ListNotes").WithSummary("The notes of a device, newest first").Produces<Page<DeviceNoteView>>();
        device.MapPost("/notes", AddNoteAsync).WithName("AddNote").WithSummary("Write a note on a device").Produces<DeviceNoteView>(201);
        device.MapPatch("/notes/{noteId:guid}", ChangeNoteAsync).WithName("ChangeNote").WithSummary("Change a note").Produces(204);
        device.MapDelete("/notes/{noteId:guid}", DeleteNoteAsync).WithName("DeleteNote").WithSummary("Delete a note").Produces(204);
    }

    private static async Task<IResult> ListAsync([AsParameters] PartQuery part, ClaimsPrincipal user, ListOwnFields list, CancellationToken cancellationToken) =>
        TypedResults.Ok(part.RowsOf(await list.RunAsync(user.ToActor(), cancellationToken), f => [f.Name]));

    private static async Task<IResult> CreateAsync(OwnFieldRequest request, ClaimsPrincipal user, CreateOwnField create, CancellationToken cancellationToken)
    {
        var result = await create.RunAsync(user.ToActor(), request.Name, request.Kind ?? OwnFieldKind.Text, request.Choices, cancellationToken);
        return result.IsOk ? TypedResults.Created($"/api/v1/own-fields/{result.Value.Id}", result.Value) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> ChangeAsync(Guid id, OwnFieldChange request, ClaimsPrincipal user, ChangeOwnField change, CancellationToken cancellationToken) =>
        (await change.RunAsync(user.ToActor(), new OwnFieldId(id), request.Name, request.Choices, cancellationToken)).ToNoContent();

    private static async Task<IResult> DeleteAsync(Guid id, ClaimsPrincipal user, DeleteOwnField delete, CancellationToken cancellationToken) =>
        (await delete.RunAsync(user.ToActor(), new OwnFieldId(id), cancellationToken)).ToNoContent();

    private static async Task<IResult> SetAsync(Guid id, Guid fieldId, OwnValueRequest request, ClaimsPrincipal user, SetOwnValue set, CancellationToken cancellationToken) =>
        (await set.RunAsync(user.ToActor(), new DeviceId(id), new OwnFieldId(fieldId), request.Value, cancellationToken)).ToNoContent();

    private static async Task<IResult> UnsetAsync(Guid id, Guid fieldId, ClaimsPrincipal user, SetOwnValue set, CancellationToken cancellationToken) =>
        (await set.RunAsync(user.ToActor(), new DeviceId(id), new OwnFieldId(fieldId), null, cancellationToken)).ToNoContent();

    private static async Task<IResult> LockAsync(Guid id, string key, LockRequest request, ClaimsPrincipal user, LockField lockField, CancellationToken cancellationToken) =>
        (await lockField.RunAsync(user.ToActor(), new DeviceId(id), key, request.Value ?? "", cancellationToken)).ToNoContent();

    private static async Task<IResult> UnlockAsync(Guid id, string key, ClaimsPrincipal user, LockField lockField, CancellationToken cancellationToken) =>
        (await lockField.RunAsync(user.ToActor(), new DeviceId(id), key, null, cancellationToken)).ToNoContent();

    private static async Task<IResult> NotesAsync(Guid id, [AsParameters] PageQuery page, ClaimsPrincipal user, ListNotes list, CancellationToken cancellationToken) =>
        (await list.RunAsync(user.ToActor(), new DeviceId(id), page.ToRequest(), cancellationToken)).ToOk();

    private static async Task<IResult> AddNoteAsync(Guid id, NoteRequest request, ClaimsPrincipal user, AddNote add, CancellationToken cancellationToken)
    {
        var result = await add.RunAsync(user.ToActor(), new DeviceId(id), request.Text, cancellationToken);
        return result.IsOk ? TypedResults.Created($"/api/v1/devices/{id}/notes/{result.Value.Id}", result.Value) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> ChangeNoteAsync(Guid id, Guid noteId, NoteRequest request, ClaimsPrincipal user, ChangeNote change, CancellationToken cancellationToken) =>
        (await change.RunAsync(user.ToActor(), new DeviceId(id), new DeviceNoteId(noteId), request.Text ?? "", cancellationToken)).ToNoContent();

    private static async Task<IResult> DeleteNoteAsync(Guid id, Guid noteId, ClaimsPrincipal user, ChangeNote change, CancellationToken cancellationToken) =>
        (await change.RunAsync(user.ToActor(), new DeviceId(id), new DeviceNoteId(noteId), null, cancellationToken)).ToNoContent();
}

/// <param name="Kind">text unless given.</param>
internal sealed record OwnFieldRequest([property: Required] string? Name, OwnFieldKind? Kind, IReadOnlyList<string>? Choices);

/// <summary>What is left out stays.</summary>
internal sealed record OwnFieldChange(string? Name, IReadOnlyList<string>? Choices);

/// <param name="Value">A text, a number, true or false.</param>
internal sealed record OwnValueRequest([property: Required] JsonElement Value);

internal sealed record LockRequest([property: Required] string? Value);

internal sealed record NoteRequest([property: Required] string? Text);
