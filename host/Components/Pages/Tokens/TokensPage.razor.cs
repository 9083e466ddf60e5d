using MSPortal.Connectors.Core.Tenancy;
using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Pages.Tokens;

/// <summary>The tenant's API tokens: makes and revokes them.</summary>
public sealed partial class TokensPage(ListApiTokens list, CreateApiToken create, RevokeApiToken revoke, IDialogService dialogs)
{
    private IReadOnlyList<ApiTokenView>? _tokens;
    private Refusal? _listRefusal;
    private Refusal? _refusal;
    private NewApiToken? _made;
    private string? _name;
    private Role _role = Role.Viewer;
    private bool _isBusy;

    // Nobody can give more than they have.
    private IEnumerable<Role> Roles => Enum.GetValues<Role>().Where(role => role >= Actor.Role).Reverse();

    protected override Task OnInitializedAsync() => ReadAsync();

    private static string Meaning(Role role) => role switch
    {
        Role.Owner => "everything",
        Role.Admin => "integrations, mappings, imports, tokens",
        Role.Technician => "syncs and imports devices",
        _ => "looks only",
    };

    private async Task ReadAsync()
    {
        var result = await list.RunAsync(Actor, Gone);
        (_tokens, _listRefusal) = (result.Value, result.Refusal);
    }

    private async Task CreateAsync()
    {
        if (_isBusy)
            return;

        _isBusy = true;
        var result = await create.RunAsync(Actor, _name, _role, CancellationToken.None);
        _refusal = result.Refusal;
        if (result.IsOk)
        {
            (_made, _name) = (result.Value, null);
            await ReadAsync();
        }

        _isBusy = false;
    }

    private async Task RevokeAsync(ApiTokenView token)
    {
        var isSure = await dialogs.ShowMessageBoxAsync(
            "Revoke Token", $"Revoke \"{token.Name}\"? Programs that use it are refused at once. This can't be undone.", yesText: "Revoke", cancelText: "Cancel");
        if (isSure != true)
            return;

        _refusal = (await revoke.RunAsync(Actor, token.Id, CancellationToken.None)).Refusal;
        if (_made?.Token.Id == token.Id)
            _made = null;
        await ReadAsync();
    }
}
