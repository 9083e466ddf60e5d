using System.Globalization;
using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Tenancy;
using MSPortal.Connectors.Host.Components.Parts;

namespace MSPortal.Connectors.Host.Components.Lists;

/// <summary>A list whose search, filters, order and page stand in the address, so that Back and links work.</summary>
public abstract class ListComponent : ActorComponent
{
    private const int DefaultSize = 50;

    private CancellationTokenSource? _loading;
    private string? _shown;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required AddressQuery Address { get; init; }

    // As text: a mistyped address must show a list, not an error.
    [SupplyParameterFromQuery(Name = "page")]
    public string? PageText { get; set; }

    [SupplyParameterFromQuery(Name = "size")]
    public string? SizeText { get; set; }

    [SupplyParameterFromQuery(Name = "search")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>Whether something narrows the list.</summary>
    public virtual bool IsFiltered => !string.IsNullOrWhiteSpace(Search);

    /// <summary>Whether newer rows are on their way.</summary>
    public bool IsLoading { get; private set; }

    /// <summary>The address without any filter.</summary>
    public virtual string ClearAddress => new Uri(Navigation.Uri).AbsolutePath;

    protected PageRequest Request => new(NumberIn(PageText) ?? 1, NumberIn(SizeText) ?? DefaultSize, Search, Sort);

    /// <summary>The address with one thing changed, for a link.</summary>
    public string AddressWith(string name, string? value) => Navigation.GetUriWithQueryParameters(With(name, value));

    /// <summary>Changes the address, and with it the list.</summary>
    public void Change(string name, string? value) => Address.Change(With(name, value));

    /// <summary>Reads the rows again.</summary>
    public async Task ReloadAsync()
    {
        if (_loading is not null)
            await _loading.CancelAsync();
        using var own = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        _loading = own;
        IsLoading = true;
        try
        {
            await LoadAsync(own.Token);
        }
        catch (OperationCanceledException) when (own.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            if (_loading == own)
                (_loading, IsLoading) = (null, false);
        }

        StateHasChanged();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Navigation.Uri)
            return;

        _shown = Navigation.Uri;
        await ReloadAsync();
    }

    /// <summary>Reads the rows that the address asks for.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>The id in a part of the address; null when there is none.</summary>
    protected static Guid? IdIn(string? text) => Guid.TryParse(text, out var id) ? id : null;

    // All but turning the page begins at page 1 again.
    private static Dictionary<string, object?> With(string name, string? value) => new()
    {
        ["page"] = null,
        [name] = string.IsNullOrWhiteSpace(value) ? null : value,
    };

    private static int? NumberIn(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
