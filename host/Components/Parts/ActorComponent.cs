using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>A component that calls actions for the person who is signed in.</summary>
public abstract class ActorComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    /// <summary>Who is signed in; <see cref="Layout.MainLayout"/> says so.</summary>
    [CascadingParameter]
    protected Actor Actor { get; set; } = default!;

    /// <summary>Ends what is being read when the component leaves the page. What is being written goes on.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>Whether the person may map, set up integrations, and change companies.</summary>
    protected bool MayManage => Actor.Role.May(Permission.ManageIntegrations);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!_gone.IsCancellationRequested)
            _gone.Cancel();
    }
}
