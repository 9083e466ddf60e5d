using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Matching;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Containers;

/// <summary>A container that a person mapped teaches its name to the company, until the person decides otherwise.</summary>
internal static class LearnAliases
{
    // Fewer letters are found in too many names.
    private const int ShortestAlias = 3;

    /// <summary>Forgets what the containers taught, and learns what their present mapping teaches.</summary>
    public static async Task RunAsync(ConnectorsDb db, MappingEditor editor, IReadOnlyList<Container> containers, TimeProvider clock, CancellationToken cancellationToken)
    {
        ContainerId?[] ids = [.. containers.Select(c => (ContainerId?)c.Id)];
        await db.CompanyAliases.Where(a => ids.Contains(a.LearnedFrom)).ExecuteDeleteAsync(cancellationToken);
        foreach (var container in containers.Where(c => c is { Method: MappingMethod.Manual, OwnCompanyId: not null }))
        {
            if (!IsClientsName(editor, container))
                continue;

            db.CompanyAliases.Add(new CompanyAlias
            {
                TenantId = container.TenantId,
                Id = EntityId.New<CompanyAliasId>(clock),
                CompanyId = container.OwnCompanyId!.Value,
                Name = container.Name,
                LearnedFrom = container.Id,
                By = container.DecidedBy ?? "",
                At = clock.GetUtcNow(),
            });
        }
    }

    // "Macs" says nothing about anybody; and what lies inside a client's container, or is there twice, is a department's or a place's name.
    private static bool IsClientsName(MappingEditor editor, Container container) =>
        NameMatcher.SaysSomething(container.Name) && container.Name.Count(char.IsLetterOrDigit) >= ShortestAlias
        && (editor.Tree.ParentOf(container) is not { } parent || editor.Tree.FromTop(editor.Integration.RootContainerId).Contains(parent.Id))
        && editor.Containers.Count(c => NameKey.Of(c.Name) == NameKey.Of(container.Name)) == 1;
}
