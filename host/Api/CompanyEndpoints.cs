using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Security;

namespace MSPortal.Connectors.Host.Api;

internal static class CompanyEndpoints
{
    private const long MaxCsvBytes = 10_000_000;

    public static void MapCompanies(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/companies").WithTags("Companies");
        group.MapGet("/", ListAsync).WithName("ListCompanies").WithSummary("List companies").Produces<Page<CompanyView>>().SortedBy(ListCompanies.Sorts);
        group.MapPost("/", CreateAsync).WithName("CreateCompany").WithSummary("Add a company").Produces<CompanyView>(201);
        group.MapPost("/import", ImportAsync).WithName("ImportCompanies").WithSummary("Add companies from CSV, as the body or as a form file").Accepts<string>("text/csv", "multipart/form-data").Produces<CompanyImport>();
        group.MapGet("/{id:guid}", GetAsync).WithName("GetCompany").WithSummary("Get one company").Produces<CompanyView>();
        group.MapPatch("/{id:guid}", RenameAsync).WithName("RenameCompany").WithSummary("Rename a company").Produces<CompanyView>();
        group.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteCompany").WithSummary("Delete a company that nothing holds on to").Produces(204);
        group.MapGet("/{id:guid}/aliases", ListAliasesAsync).WithName("ListAliases").WithSummary("List the other names that Quick Match knows a company by").Produces<IReadOnlyList<CompanyAliasView>>();
        group.MapDelete("/{id:guid}/aliases/{aliasId:guid}", ForgetAliasAsync).WithName("ForgetAlias").WithSummary("Take an alias away").Produces(204);
        group.MapPost("/{id:guid}/merge", MergeAsync).WithName("MergeCompanies").WithSummary("Put a company into another one").Produces<CompanyMergeView>();
        group.MapGet("/merges", ListMergesAsync).WithName("ListCompanyMerges").WithSummary("List merges of companies, newest first").Produces<Page<CompanyMergeView>>();
        group.MapPost("/merges/{mergeId:guid}/undo", UndoMergeAsync).WithName("UndoCompanyMerge").WithSummary("Part two merged companies").Produces<CompanyMergeView>();
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery page, ClaimsPrincipal user, ListCompanies list, CancellationToken cancellationToken) =>
        TypedResults.Ok(await list.RunAsync(user.ToActor(), page.ToRequest(), cancellationToken));

    private static async Task<IResult> CreateAsync(NameRequest request, ClaimsPrincipal user, CreateCompany create, CancellationToken cancellationToken)
    {
        var result = await create.RunAsync(user.ToActor(), request.Name, cancellationToken);
        return result.IsOk ? TypedResults.Created($"/api/v1/companies/{result.Value.Id}", result.Value) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> GetAsync(Guid id, ClaimsPrincipal user, GetCompany get, CancellationToken cancellationToken) =>
        (await get.RunAsync(user.ToActor(), new CompanyId(id), cancellationToken)).ToOk();

    private static async Task<IResult> RenameAsync(Guid id, NameRequest request, ClaimsPrincipal user, RenameCompany rename, GetCompany get, CancellationToken cancellationToken)
    {
        var result = await rename.RunAsync(user.ToActor(), new CompanyId(id), request.Name, cancellationToken);
        return result.IsOk ? (await get.RunAsync(user.ToActor(), new CompanyId(id), cancellationToken)).ToOk() : result.Refusal.ToProblem();
    }

    private static async Task<IResult> DeleteAsync(Guid id, ClaimsPrincipal user, DeleteCompany delete, CancellationToken cancellationToken) =>
        (await delete.RunAsync(user.ToActor(), new CompanyId(id), cancellationToken)).ToNoContent();

    private static async Task<IResult> ListAliasesAsync(Guid id, [AsParameters] PartQuery part, ClaimsPrincipal user, ListAliases list, CancellationToken cancellationToken)
    {
        var result = await list.RunAsync(user.ToActor(), new CompanyId(id), cancellationToken);
        return result.IsOk ? TypedResults.Ok(part.RowsOf(result.Value, a => [a.Name])) : result.Refusal.ToProblem();
    }

    private static async Task<IResult> ForgetAliasAsync(Guid id, Guid aliasId, ClaimsPrincipal user, ForgetAlias forget, CancellationToken cancellationToken) =>
        (await forget.RunAsync(user.ToActor(), new CompanyId(id), new CompanyAliasId(aliasId), cancellationToken)).ToNoContent();

    private static async Task<IResult> MergeAsync(Guid id, MergeRequest request, ClaimsPrincipal user, MergeCompanies merge, CancellationToken cancellationToken) =>
        request.IntoId is not { } into
            ? new InvalidValue("intoId", "The company that it goes into is missing.").ToProblem()
            : (await merge.RunAsync(user.ToActor(), new CompanyId(id), new CompanyId(into), cancellationToken)).ToOk();

    private static async Task<IResult> ListMergesAsync([AsParameters] PageQuery page, ClaimsPrincipal user, ListCompanyMerges list, CancellationToken cancellationToken) =>
        TypedResults.Ok(await list.RunAsync(user.ToActor(), page.ToRequest(), cancellationToken));

    private static async Task<IResult> UndoMergeAsync(Guid mergeId, ClaimsPrincipal user, UndoCompanyMerge undo, CancellationToken cancellationToken) =>
        (await undo.RunAsync(user.ToActor(), new CompanyMergeId(mergeId), cancellationToken)).ToOk();

    private static async Task<IResult> ImportAsync(HttpRequest request, ClaimsPrincipal user, ImportCompanies import, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxCsvBytes)
            return new InvalidValue("file", $"The file is larger than {MaxCsvBytes / 1_000_000} MB.", "Split the file.").ToProblem();

        IFormFileCollection? files = null;
        try
        {
            files = request.HasFormContentType ? (await request.ReadFormAsync(cancellationToken)).Files : null;
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return new InvalidValue("file", "The form can't be read: it is cut off, has no boundary, or too many or too long parts.", "Send one file as multipart/form-data, or the text itself as text/csv.").ToProblem();
        }

        var file = files is { Count: > 0 } ? files[0] : null;
        if (request.HasFormContentType && file is null)
            return new InvalidValue("file", "The form holds no file.").ToProblem();

        await using var body = file?.OpenReadStream() ?? request.Body;
        using var buffered = new MemoryStream();
        await body.CopyToAsync(buffered, cancellationToken);
        var text = CsvText.Read(buffered.ToArray(), Charsets.Of(file is null ? request.ContentType : file.ContentType));
        if (!text.IsOk)
            return text.Refusal.ToProblem();

        using var reader = new StringReader(text.Value);
        return (await import.RunAsync(user.ToActor(), reader, cancellationToken)).ToOk();
    }
}

internal sealed record NameRequest([property: Required] string? Name);

internal sealed record MergeRequest([property: Required] Guid? IntoId);
