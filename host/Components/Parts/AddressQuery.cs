using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>
/// Changes the query of the page's address. <see cref="NavigationManager.Uri"/> follows a change only when the browser has
/// answered, so a second change builds on the address that is still on its way and does not take the first one back.
/// </summary>
public sealed class AddressQuery
{
    private readonly NavigationManager _navigation;
    private readonly List<string> _onTheirWay = [];

    public AddressQuery(NavigationManager navigation)
    {
        _navigation = navigation;
        // Both live as long as the circuit.
        navigation.LocationChanged += Arrived;
    }

    /// <summary>Sets the named parameters and keeps all others; null takes one away.</summary>
    /// <param name="replace">Whether Back leads to where one was before.</param>
    public void Change(IReadOnlyDictionary<string, object?> parameters, bool replace = true)
    {
        var address = _navigation.GetUriWithQueryParameters(Newest(), parameters);
        _onTheirWay.Add(address);
        _navigation.NavigateTo(address, replace: replace);
    }

    private string Newest()
    {
        var newest = _onTheirWay.LastOrDefault();
        return newest is not null && PathOf(newest) == PathOf(_navigation.Uri) ? newest : _navigation.Uri;
    }

    // An address nobody asked for here, such as a link, makes all others void.
    private void Arrived(object? sender, LocationChangedEventArgs change)
    {
        var arrived = _onTheirWay.IndexOf(change.Location);
        _onTheirWay.RemoveRange(0, arrived < 0 ? _onTheirWay.Count : arrived + 1);
    }

    private static string PathOf(string address) => new Uri(address).AbsolutePath;
}
