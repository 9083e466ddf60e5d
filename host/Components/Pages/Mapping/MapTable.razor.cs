using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Host.Components.Lists;
using MSPortal.Connectors.Host.Components.Pages.MapRows;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Pages.Mapping;

/// <summary>A page of containers, flat or as a tree.</summary>
public sealed partial class MapTable
{
    /// <summary>Whose rows they are.</summary>
    [Parameter, EditorRequired]
    public required ListComponent Of { get; set; }

    [Parameter, EditorRequired]
    public required ContainerList List { get; set; }

    /// <summary>The address that the rows were read for.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }

    [Parameter, EditorRequired]
    public required ContainerWords Containers { get; set; }

    /// <summary>The branches of the tree that are closed; null for the flat list.</summary>
    [Parameter]
    public IReadOnlySet<Guid>? Closed { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<Guid, RowSave> Saves { get; set; }

    [Parameter, EditorRequired]
    public required Selection Selection { get; set; }

    /// <summary>Rows were ticked or unticked.</summary>
    [Parameter]
    public EventCallback OnSelected { get; set; }

    /// <summary>Saves a row's change.</summary>
    [Parameter]
    public EventCallback<(ContainerView Container, MapChange Change)> OnChange { get; set; }

    private IReadOnlyList<ContainerView> Rows => List.Page.Items;

    private Guid[] PageIds => [.. Rows.Select(c => c.Id)];

    private bool IsPageSelected => Rows.All(c => Selection.Contains(c.Id));

    private Task SelectAsync(ContainerView container, bool isRange)
    {
        Selection.Toggle(container.Id, isRange, PageIds);
        return OnSelected.InvokeAsync();
    }

    private Task SelectPageAsync(bool isOn)
    {
        Selection.Set(PageIds, isOn);
        return OnSelected.InvokeAsync();
    }

    // A filter leaves rows out, so that being moved in says nothing: the path does then, as on a page's first row.
    private TreePlace? PlaceOf(ContainerView container, bool isFirst)
    {
        if (Closed is null)
            return null;

        var isClosed = Closed.Contains(container.Id) && !Of.IsFiltered;
        var others = Closed.Where(id => id != container.Id);
        var toggled = string.Join('.', (isClosed ? others : others.Append(container.Id)).Select(id => id.ToString("N")));
        return new TreePlace(Of.IsFiltered ? 0 : container.Depth, isClosed, Of.AddressWith("closed", toggled), Of.IsFiltered || (isFirst && container.Depth > 0));
    }
}
