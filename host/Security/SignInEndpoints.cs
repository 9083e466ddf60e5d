using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using MSPortal.Connectors.Core.Audit;
using MSPortal.Connectors.Core.Audit.Refused;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Security;

/// <summary>The forms that set the sign-in cookie. They are plain posts: a circuit can't set cookies.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/account").ExcludeFromDescription();
        group.MapPost("/sign-in", SignInAsync);
        group.MapPost("/first-admin", FirstAdminAsync);
        group.MapPost("/sign-out", SignOutAsync);
    }

    private static async Task<IResult> SignInAsync(
        [FromForm] string? email,
        [FromForm] string? password,
        [FromForm] string? returnUrl,
        SignInManager<User> signIn,
        RecordRefused record)
    {
        var result = await signIn.PasswordSignInAsync(email?.Trim() ?? "", password ?? "", isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded)
            return Results.LocalRedirect(IsLocal(returnUrl) ? returnUrl! : "/");

        await NoteAsync(signIn.UserManager, email, result.IsLockedOut, record);
        var problem = result.IsLockedOut ? "locked" : "wrong";
        return Results.LocalRedirect($"{SignInServices.SignInPath}?problem={problem}&email={Uri.EscapeDataString(email ?? "")}&returnUrl={Uri.EscapeDataString(returnUrl ?? "")}");
    }

    private static async Task<IResult> FirstAdminAsync(
        [FromForm] string? organisation,
        [FromForm] string? email,
        [FromForm] string? password,
        FirstAdmin firstAdmin,
        SignInManager<User> signIn,
        CancellationToken cancellationToken)
    {
        // Only while nobody can sign in: afterwards the page would let anyone make an organisation.
        if (!await firstAdmin.IsMissingAsync(cancellationToken))
            return Results.LocalRedirect(SignInServices.SignInPath);

        var added = await firstAdmin.AddAsync(organisation, email, password, cancellationToken);
        if (!added.IsOk)
            return Results.LocalRedirect($"{FirstAdmin.Path}?problem={Uri.EscapeDataString((added.Refusal as InvalidValue)?.Why ?? added.Refusal.Message)}&organisation={Uri.EscapeDataString(organisation ?? "")}&email={Uri.EscapeDataString(email ?? "")}");

        await signIn.PasswordSignInAsync(added.Value.UserName!, password!, isPersistent: true, lockoutOnFailure: false);
        return Results.LocalRedirect("/");
    }

    private static async Task<IResult> SignOutAsync(SignInManager<User> signIn)
    {
        await signIn.SignOutAsync();
        return Results.LocalRedirect(SignInServices.SignInPath);
    }

    // Whose organisation is not known has no audit log to stand in. Noted also when the caller has hung up.
    private static async Task NoteAsync(UserManager<User> users, string? email, bool isLockedOut, RecordRefused record)
    {
        if (await users.FindByNameAsync(email?.Trim() ?? "") is not { } user)
            return;

        var actor = new Actor(user.TenantId, user.Email ?? "", user.Role, Channel.Ui);
        await record.RunAsync(actor, new RefusedAttempt("sign_in", new AuditSubject("user", user.Id, actor.Name), isLockedOut ? "locked_out" : "wrong_password"), CancellationToken.None);
    }

    private static bool IsLocal(string? url) =>
        url is { Length: > 0 } && url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\'));
}
